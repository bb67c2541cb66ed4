import { say } from "../../src/texts/catalogue.ts";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Setting } from "./form.tsx";

/** What the provider said to the settings: nothing wrong, or each trouble with the provider's own words. */
export type TestResult = readonly { key: string; detail?: string | undefined }[];

/** Tries the settings as they stand in the form, saved or not. Sends nothing to any customer. */
export function Tested({ action, result }: { action: string; result: TestResult | null }) {
  const { t } = usePage();
  return (
    <Setting title={t("channel.test")} help={t("channel.test.help")}>
      <Button type="submit" icon="flask-conical" size="form" formaction={action} formnovalidate hx-post={action} hx-target="#tested" hx-swap="outerHTML">
        {t("channel.test.now")}
      </Button>
      <TestOutcome result={result} />
    </Setting>
  );
}

/** How the last try ended. */
export function TestOutcome({ result }: { result: TestResult | null }) {
  const { language, t } = usePage();
  return (
    <div class="tested" id="tested" role="status">
      {result?.length === 0 && (
        <p data-state="good">
          <Icon name="check" />
          {t("channel.test.good")}
        </p>
      )}
      {result?.map(({ key, detail }) => (
        <p data-state="bad">
          <Icon name="circle-alert" />
          <span>
            {say(language, key)}
            {detail && <small>{detail}</small>}
          </span>
        </p>
      ))}
    </div>
  );
}
