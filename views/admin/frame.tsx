import type { ComponentChildren } from "preact";
import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { ADMIN_PLACES, type AdminPlace } from "./places.ts";

type PageProps = { title: string; at: AdminPlace; bar: Bar; children: ComponentChildren };

/** A page of administration: its places on the left, beside the page itself. */
export function AdminPage({ title, at, bar, children }: PageProps) {
  return (
    <Layout title={title} at="administration" bar={bar} main="with-subnav">
      <Places at={at} />
      {children}
    </Layout>
  );
}

function Places({ at }: { at: AdminPlace }) {
  const { person, t } = usePage();
  const shown = ADMIN_PLACES.filter(({ may }) => person?.may(may));
  return (
    <nav class="subnav" aria-label={t("nav.administration")}>
      <a href="/admin" aria-current={at === "overview" ? "page" : undefined}>
        {t("admin.overview")}
      </a>
      {[...Map.groupBy(shown, ({ group }) => group)].map(([group, places]) => (
        <>
          <h3>{t(group)}</h3>
          {places.map(({ id, href, label }) => (
            <a href={href} aria-current={id === at ? "page" : undefined}>
              {t(label)}
            </a>
          ))}
        </>
      ))}
    </nav>
  );
}

type TitleProps = { title: string; about?: string | undefined; back?: { href: string; label: string }; children?: ComponentChildren };

/** The head of a page: where one is, what it is about, and the actions at its end. */
export function Title({ title, about, back, children }: TitleProps) {
  return (
    <header class="title">
      <div>
        <h1>
          {back && (
            <>
              <a class="back" href={back.href}>
                {back.label}
              </a>
              <Icon name="chevron-right" size="s" />
            </>
          )}
          {title}
        </h1>
        {about && <p class="quiet">{about}</p>}
      </div>
      {children && <div class="actions end">{children}</div>}
    </header>
  );
}
