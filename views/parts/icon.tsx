import type { Key } from "../../src/texts/catalogue.ts";
import { type Priority, usePage } from "../page.ts";

type IconProps = { name: string; size?: "s" | "l"; class?: string; label?: string };

/** A drawing of static/icons.svg. Beside words it is hidden from readers; alone it needs a label. */
export function Icon({ name, size, class: extra, label }: IconProps) {
  const { assets } = usePage();
  const known = label === undefined ? { "aria-hidden": "true" as const } : { role: "img" as const, "aria-label": label };
  return (
    <svg class={extra ? `icon ${extra}` : "icon"} data-size={size} {...known}>
      <use href={`${assets("icons.svg")}#${name}`} />
    </svg>
  );
}

/** The triangle, diamond or dot of a priority. */
export function PriorityMark({ level }: { level: Priority }) {
  const { assets, t } = usePage();
  return (
    <svg class="priority" data-level={level} role="img" aria-label={t(`priority.${level}`)}>
      <use href={`${assets("icons.svg")}#priority-${level}`} />
    </svg>
  );
}

const CHANNEL_ICONS = { whatsapp: "whatsapp", telegram: "telegram", messenger: "messenger", email: "email", webchat: "web" } as const;
export type ChannelName = keyof typeof CHANNEL_ICONS;

/** A channel's shape in grey, with its name for those who do not see it. */
export function ChannelMark({ kind }: { kind: ChannelName }) {
  const { t } = usePage();
  return <Icon name={`channel-${CHANNEL_ICONS[kind]}`} label={t(`channel.${kind}` satisfies Key)} />;
}
