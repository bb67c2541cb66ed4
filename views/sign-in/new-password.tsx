import { usePage } from "../page.ts";
import { TextField } from "../parts/field.tsx";

type NewPasswordProps = { label: string; problems: Readonly<Record<string, string>>; min: number };

/** A password and once more, to find what was mistyped. */
export function NewPassword({ label, problems, min }: NewPasswordProps) {
  const { t } = usePage();
  return (
    <>
      <TextField
        id="password"
        type="password"
        label={label}
        help={t("password.help", { min })}
        wrong={problems["password"]}
        autocomplete="new-password"
        minlength={min}
        required
      />
      <TextField id="again" type="password" label={t("password.again")} wrong={problems["again"]} autocomplete="new-password" required />
    </>
  );
}
