import { usePage } from "../page.ts";

/** On every page of a demo: what it is. Nothing elsewhere. */
export function DemoMark() {
  const { demo, t } = usePage();
  if (!demo) return null;
  return (
    <p class="chip demo" title={t("demo.mark")}>
      <span class="cut">{t("demo.mark")}</span>
    </p>
  );
}
