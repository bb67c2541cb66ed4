import { usePage } from "../page.ts";
import { Banner } from "../parts/banners.tsx";
import { Button } from "../parts/button.tsx";
import { Switch } from "../parts/choices.tsx";
import { CopyButton } from "../parts/copy.tsx";
import { SelectField, TextField } from "../parts/field.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { ActionForm, fieldIn, Setting, SettingsForm, type Told } from "./form.tsx";
import { AdminPage, Title } from "./frame.tsx";
import { SkillLevels } from "./skill-levels.tsx";
import type { UserLine } from "./users.tsx";

export type UserForm = {
  name: string;
  username: string;
  email: string;
  profileId: number | null;
  /** "" = the profile's. */
  capacity: string;
  byName: boolean;
  skillsets: readonly { id: number; level: number }[];
};

export type UserProps = {
  bar: Bar;
  id: number | null;
  /** The name until another is saved; null for a new one. */
  called: string | null;
  form: UserForm;
  revision: string;
  told: Told;
  profiles: readonly { id: number; name: string; capacity: number }[];
  skillsets: readonly { id: number; name: string }[];
  /** Null for a new one. */
  now: Pick<UserLine, "disabled" | "hasPassword" | "status"> | null;
  /** A one-time link to a password, shown this once. */
  link: string | null;
};

/** One user: who it is, what they may do, what they can. */
export function UserPage(props: UserProps) {
  const { bar, id, called, form, revision, told, now } = props;
  const { t } = usePage();
  const title = called ?? t("user.new");
  const action = id === null ? "/admin/users/add" : `/admin/users/${id}`;
  const password = now && !now.disabled && <Password link={props.link} hasPassword={now.hasPassword} />;
  const head = (
    <Title title={title} back={{ href: "/admin/users", label: t("admin.users") }}>
      {now && (
        <Button type="submit" form="switch">
          {now.disabled ? t("user.enable") : t("user.disable")}
        </Button>
      )}
    </Title>
  );
  return (
    <AdminPage title={title} at="users" bar={bar}>
      <SettingsForm
        action={action}
        revision={revision}
        told={told}
        discard={id === null ? "/admin/users" : action}
        head={head}
        save={id === null ? t("user.add") : undefined}
      >
        {now?.disabled && (
          <Banner icon="lock">
            <span class="grow">{t("user.disabled.help")}</span>
          </Banner>
        )}
        {/* A link is there this once: it comes first. */}
        {props.link && password}
        <Identity form={form} told={told} />
        <Rights {...props} />
        <Setting title={t("user.skillsets")} help={t("user.skillsets.help")}>
          <SkillLevels chosen={form.skillsets} skillsets={props.skillsets} action={action} wrong={told.wrongs["skillsets"]} />
        </Setting>
        {!props.link && password}
      </SettingsForm>
      {id !== null && now && <ActionForm id="switch" action={`${action}/${now.disabled ? "enable" : "disable"}`} />}
      {id !== null && <ActionForm id="make-link" action={`${action}/link`} />}
    </AdminPage>
  );
}

function Identity({ form, told: { wrongs } }: Pick<UserProps, "form" | "told">) {
  const { t } = usePage();
  const field = fieldIn(wrongs);
  return (
    <Setting title={t("user.who")} help={t("user.who.help")}>
      <TextField {...field("name", form.name)} label={t("field.name")} autocomplete="off" required autofocus={form.name === ""} />
      <TextField {...field("username", form.username)} label={t("user.username")} help={t("user.username.help")} autocomplete="off" required />
      <TextField {...field("email", form.email)} label={t("user.email")} autocomplete="off" inputmode="email" />
    </Setting>
  );
}

function Rights({ form, told: { wrongs }, profiles }: UserProps) {
  const { t } = usePage();
  const field = fieldIn(wrongs);
  const profile = profiles.find(({ id }) => id === form.profileId);
  const help = profile ? t("user.capacity.profile", { capacity: profile.capacity }) : t("user.capacity.help");
  return (
    <Setting title={t("user.rights")} help={t("user.rights.help")}>
      <SelectField
        {...field("profile", form.profileId)}
        label={t("user.profile")}
        options={profiles.map(({ id, name }) => ({ value: id, label: name }))}
        {...(profile ? {} : { empty: t("user.profile.choose") })}
      />
      <div class="narrow-field">
        <TextField {...field("capacity", form.capacity)} label={t("user.capacity")} help={help} inputmode="numeric" />
      </div>
      <Switch name="byName" value="yes" checked={form.byName} label={t("user.by-name")} help={t("user.by-name.help")} />
    </Setting>
  );
}

function Password({ link, hasPassword }: { link: string | null; hasPassword: boolean }) {
  const { t } = usePage();
  return (
    <Setting id="password" title={t("user.password")} help={hasPassword ? t("user.password.help") : t("user.password.none")}>
      {link && (
        <div class="field full" role="status">
          <span class="label">{t("user.link")}</span>
          <span class="given">
            <code>{link}</code>
            <CopyButton text={link} size="form" />
          </span>
          <p class="help">{t("user.link.help")}</p>
        </div>
      )}
      <Button type="submit" form="make-link" icon="key" size="form">
        {link ? t("user.link.again") : t("user.link.make")}
      </Button>
    </Setting>
  );
}
