import type { ComponentChildren } from "preact";
import { usePage } from "../page.ts";
import { Banner } from "../parts/banners.tsx";
import { Button } from "../parts/button.tsx";
import { Token } from "../parts/me-menu.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { AdminPage, Title } from "./frame.tsx";
import { LinkButton } from "./list.tsx";
import type { AdminPlace } from "./places.ts";

type RemoveProps = {
  bar: Bar;
  at: AdminPlace;
  list: { href: string; label: string };
  /** The page of what goes; its removal is sent to `<href>/remove`. */
  href: string;
  name: string;
  title: string;
  help: string;
  /** Why it cannot be removed. */
  refused: string | null;
  /** Where it is used, and what takes its place. */
  children?: ComponentChildren;
};

/** Asks once before something goes for good. */
export function RemovePage({ bar, at, title, ...form }: RemoveProps) {
  return (
    <AdminPage title={title} at={at} bar={bar}>
      <RemoveForm title={title} {...form} />
    </AdminPage>
  );
}

/** The question itself, on whatever page. */
export function RemoveForm({ list, href, name, title, help, refused, children }: Omit<RemoveProps, "bar" | "at">) {
  const { t } = usePage();
  return (
    <form class="settings" method="post" action={`${href}/remove`} novalidate>
      <Token />
      {refused && (
        <Banner icon="circle-alert" state="bad" alert>
          <span class="grow">{refused}</span>
        </Banner>
      )}
      <Title title={title} back={list} about={help} />
      {children}
      <div class="actions asks">
        <Button type="submit" kind="danger" size="form">
          {t("admin.remove.yes", { name })}
        </Button>
        <LinkButton href={href} size="form">
          {t("form.cancel")}
        </LinkButton>
      </div>
    </form>
  );
}
