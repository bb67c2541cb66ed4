import type { ComponentChildren } from "preact";
import type { OwnRow } from "../../src/desk/store.ts";
import { Layout } from "../../views/layout.tsx";
import type { Page } from "../../views/page.ts";
import { Avatar } from "../../views/parts/avatar.tsx";
import { Banner } from "../../views/parts/banners.tsx";
import { Button, IconButton } from "../../views/parts/button.tsx";
import { Segments, Switch } from "../../views/parts/choices.tsx";
import { CopyButton } from "../../views/parts/copy.tsx";
import { Dialog } from "../../views/parts/dialog.tsx";
import { Empty } from "../../views/parts/empty.tsx";
import { AreaField, SelectField, TextField } from "../../views/parts/field.tsx";
import { FileTile } from "../../views/parts/file-tile.tsx";
import { ChannelMark, PriorityMark } from "../../views/parts/icon.tsx";
import { Chip, Time, Unread } from "../../views/parts/marks.tsx";
import { Menu } from "../../views/parts/menu.tsx";
import type { Status } from "../../views/parts/status-menu.tsx";
import type { Bar } from "../../views/parts/system-bar.tsx";
import { Toast } from "../../views/parts/toast.tsx";

// A page with every part at rest, to be looked at and to be tested against bad names.

const status = (id: number, builtin: NonNullable<Status["builtin"]>, mark: Status["mark"], ready = false): Status => ({
  id,
  name: builtin,
  builtin,
  mark,
  ready,
});
export const STATUSES = [status(1, "ready", "ready", true), status(2, "not-ready", "off"), status(3, "back-office", "office"), status(4, "break", "break")];

export const samplePage = (changes: Partial<Page> = {}): Page => ({
  language: "en",
  theme: "light",
  zone: "Europe/Rome",
  now: Date.UTC(2026, 10, 18, 13, 32),
  assets: (path) => `/static/test/${path}`,
  build: "test",
  csrf: "a-token",
  seen: 0,
  pack: (text) => text,
  held: false,
  demo: false,
  person: { id: 5, name: "Ana Ricci", session: "s1", volume: 50, opens: "home", may: () => true },
  ...changes,
});

const ownRow = (id: number, priority: OwnRow["priority"]): OwnRow => ({
  id,
  priority,
  customerId: id,
  savedName: "Giulia Ferrari",
  profileName: null,
  phone: null,
  unread: 0,
  wants: 0,
});

export const sampleBar = (now: number, at = 1): Bar => ({
  own: (["high", "medium", "medium", "medium", "low", "low"] as const).map((priority, id) => ownRow(id, priority)),
  stars: 1,
  mentions: [],
  waiting: 2,
  status: STATUSES[at] ?? null,
  owed: { count: 0, firstId: null },
  statusSince: now - 4_320_000,
  statuses: STATUSES,
});

const Show = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <section class="setting">
    <header>
      <h2>{title}</h2>
    </header>
    <div class="fields">{children}</div>
  </section>
);

/** `name` stands wherever a person's words may stand. */
export function SamplePage({ page, name, bar = sampleBar(page.now) }: { page: Page; name: string; bar?: Bar }) {
  return (
    <Layout title={name} at="conversations" bar={bar} main="settings">
      <header class="title">
        <h1>{name}</h1>
      </header>
      <Show title="Buttons">
        <div class="actions">
          <Button kind="primary">{name}</Button>
          <Button icon="check" data-opens="sure">
            {name}
          </Button>
          <Button kind="quiet" shortcut="R">
            {name}
          </Button>
          <Button kind="danger">{name}</Button>
          <Button disabled>{name}</Button>
          <IconButton icon="ellipsis" label={name} popovertarget="more" />
          <CopyButton text={name} />
        </div>
        <Menu id="more" label={name}>
          <button type="button" role="menuitem">
            {name}
          </button>
        </Menu>
      </Show>
      <Show title="Marks">
        <div class="actions">
          <Chip>{name}</Chip>
          <Chip state="good">{name}</Chip>
          <Unread count={3} />
          <PriorityMark level="low" />
          <PriorityMark level="medium" />
          <PriorityMark level="high" />
          <Avatar name={name} id={7}>
            <ChannelMark kind="whatsapp" />
          </Avatar>
          <Avatar name="+39 347 118 20 46" />
          <Time at={page.now - 60_000} />
          <Time at={page.now - 9 * 86_400_000} />
          <FileTile href="/files/1" name={name} type="application/pdf" size={84_000} />
        </div>
      </Show>
      <Show title="Fields">
        <TextField id="name" label={name} value={name} help={name} />
        <TextField id="port" label={name} value="abc" wrong={name} />
        <AreaField id="notes" label={name} value={name} />
        <SelectField id="queue" label={name} value={2} options={[1, 2].map((value) => ({ value, label: `${value} ${name}` }))} />
        <Switch name="on" label={name} help={name} checked />
        <Segments label={name} of={[true, false].map((current) => ({ href: "/", label: name, current, count: 4 }))} />
      </Show>
      <Show title="States">
        <Banner icon="wifi-off">
          <span class="grow">{name}</span>
        </Banner>
        <Toast action={<Button kind="quiet">{name}</Button>}>{name}</Toast>
        <Empty title={name} drawing actions={<Button size="form">{name}</Button>}>
          {name}
        </Empty>
      </Show>
      <Dialog id="sure" title={name} footer={<Button kind="primary">{name}</Button>}>
        {name}
      </Dialog>
    </Layout>
  );
}
