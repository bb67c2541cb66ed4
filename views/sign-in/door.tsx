import type { ComponentChildren } from "preact";
import { LANGUAGES, type Language } from "../../src/texts/catalogue.ts";
import { Blank, Sheet } from "../layout.tsx";
import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";

type DoorProps = {
  title: string;
  heading: string;
  intro?: string;
  /** What went wrong with the whole, not with one field. */
  wrong?: string | undefined;
  /** The address that shows this page in another language. */
  inLanguage: (language: Language) => string;
  advice?: string;
  children: ComponentChildren;
};

/** A page for who is not inside yet: the sheet, and below it the choice of language. */
export function Door({ title, heading, intro, wrong, inLanguage, advice, children }: DoorProps) {
  return (
    <Blank title={title}>
      <Sheet>
        <h1>{heading}</h1>
        {intro && <p class="quiet">{intro}</p>}
        {wrong && (
          <p class="refusal" role="alert">
            <Icon name="circle-alert" />
            {wrong}
          </p>
        )}
        {children}
      </Sheet>
      <footer class="below">
        <LanguageChoice inLanguage={inLanguage} />
        {advice && <p class="faint">{advice}</p>}
      </footer>
    </Blank>
  );
}

function LanguageChoice({ inLanguage }: Pick<DoorProps, "inLanguage">) {
  const { language, t } = usePage();
  return (
    <nav class="segments" aria-label={t("sign-in.language")}>
      {LANGUAGES.map((one) => (
        <a href={inLanguage(one)} lang={one} hreflang={one} aria-current={one === language ? "true" : undefined} data-keeps>
          {t(`me.language.${one}`)}
        </a>
      ))}
    </nav>
  );
}
