import type { ComponentChildren } from "preact";
import { usePage } from "../page.ts";
import { Banner } from "../parts/banners.tsx";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Token } from "../parts/me-menu.tsx";

/** What is wrong with a form, by field, in the person's language. */
export type Wrongs = Readonly<Record<string, string>>;

/** What is the same of every field: where it stands, what is in it, and what is wrong with that. */
export const fieldIn =
  (wrongs: Wrongs) =>
  <Value,>(id: string, value: Value) => ({ id, value, wrong: wrongs[id] });

/** Whether something is wrong in one of these fields: what folds them away must be open then. */
export const anyWrong = (wrongs: Wrongs, ...paths: string[]): boolean => paths.some((path) => wrongs[path] !== undefined);

/** What a form was told when it came back: fields that are wrong, or that somebody else was faster. */
export type Told = { wrongs: Wrongs; conflict: string | null; saved: boolean };
export const UNTOLD: Told = { wrongs: {}, conflict: null, saved: false };

type FormProps = {
  action: string;
  /** Names what the form was written from, so that another's change is not written over unseen. */
  revision: string;
  told: Told;
  /** Where Discard leads: the page anew, or the list. */
  discard: string;
  head: ComponentChildren;
  save?: string | undefined;
  children: ComponentChildren;
};

/** A page that is one form: head, sections, and the bar that saves. Sends itself without any script. */
export function SettingsForm({ action, revision, told, discard, head, save, children }: FormProps) {
  return (
    <form class="settings" id="settings" method="post" action={action} data-saves novalidate>
      <Token />
      <input type="hidden" name="revision" value={revision} />
      {/* Enter in a field presses the first button: it must be the one that saves. */}
      <button type="submit" hidden />
      {told.conflict && (
        <Banner icon="circle-alert" state="bad" alert>
          <span class="grow">{told.conflict}</span>
        </Banner>
      )}
      {head}
      {children}
      <SaveBar told={told} discard={discard} save={save} />
    </form>
  );
}

function SaveBar({ told: { wrongs, saved }, discard, save }: { told: Told; discard: string; save: string | undefined }) {
  const { t } = usePage();
  const count = Object.keys(wrongs).length;
  return (
    <footer class="save">
      <span role="status">
        {count > 0 && (
          <span class="cell">
            <Icon name="circle-alert" size="s" />
            {t("form.wrong", { count })}
          </span>
        )}
        {saved && count === 0 && <span class="quiet">{t("form.saved")}</span>}
      </span>
      <span class="end" />
      <a class="button" data-size="form" href={discard}>
        <span>{t("form.discard")}</span>
      </a>
      <Button type="submit" kind="primary" size="form" shortcut="Ctrl S">
        {save ?? t("form.save")}
      </Button>
    </footer>
  );
}

/** One part of a form: its name and what helps on the left, its fields on the right. */
export function Setting({ id, title, help, children }: { id?: string; title: string; help?: string | undefined; children: ComponentChildren }) {
  return (
    <section class="setting" id={id}>
      <header>
        <h2>{title}</h2>
        {help && <p class="quiet">{help}</p>}
      </header>
      <div class="fields">{children}</div>
    </section>
  );
}

/** What is wrong with something that is no single field. */
export function Wrong({ id, children }: { id?: string; children: string | undefined }) {
  if (!children) return null;
  return (
    <p class="wrong" id={id}>
      <Icon name="circle-alert" size="s" />
      {children}
    </p>
  );
}

/** A form of its own for one action, pressed by a button elsewhere: `form={id}`. Forms do not nest. */
export function ActionForm({ id, action, children }: { id: string; action: string; children?: ComponentChildren }) {
  return (
    <form id={id} method="post" action={action} hidden>
      <Token />
      {children}
    </form>
  );
}
