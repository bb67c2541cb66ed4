import type { ComponentChildren } from "preact";
import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";
import { type Facts, facts, list, word } from "./facts.ts";

/** Messages that are a thing rather than words: a place, contacts, an order, a form that was filled in. */

function Card({ icon, title, children }: { icon: string; title: string; children?: ComponentChildren }) {
  return (
    <span class="file">
      <Icon name={icon} size="l" />
      <span class="grow">
        <b dir="auto">{title}</b>
        {children}
      </span>
    </span>
  );
}

export function PlaceCard({ place }: { place: Facts }) {
  const { t } = usePage();
  const [latitude, longitude] = [Number(place["latitude"]) || 0, Number(place["longitude"]) || 0];
  return (
    <Card icon="map-pin" title={word(place["name"]) || t("kind.location")}>
      <small dir="auto">{word(place["address"]) || `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`}</small>
      <small>
        <a href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`} target="_blank" rel="noopener noreferrer">
          {t("said.map")}
        </a>
      </small>
    </Card>
  );
}

export function ContactCards({ contacts }: { contacts: readonly Facts[] }) {
  const { t } = usePage();
  return (
    <>
      {contacts.map((contact, n) => {
        const reached = [...list(contact["phones"]).map(({ phone }) => word(phone)), ...list(contact["emails"]).map(({ email }) => word(email))];
        return (
          <Card key={n} icon="circle-user-round" title={word(facts(contact["name"])["formatted_name"]) || t("kind.contacts")}>
            {[word(facts(contact["org"])["company"]), ...reached].filter(Boolean).map((line) => (
              <small key={line}>{line}</small>
            ))}
          </Card>
        );
      })}
    </>
  );
}

export function OrderCard({ order, text }: { order: Facts; text: string }) {
  const { t } = usePage();
  const items = list(order["product_items"]);
  return (
    <Card icon="receipt-text" title={`${t("kind.order")}, ${t("said.items", { count: items.length })}`}>
      {items.map(({ product_retailer_id, quantity, item_price, currency }, n) => (
        <small key={n}>{[`${word(quantity) || 1} ×`, word(product_retailer_id), word(item_price), word(currency)].filter(Boolean).join(" ")}</small>
      ))}
      {text && <small dir="auto">{text}</small>}
    </Card>
  );
}

/** What the customer chose of buttons or a list, or filled in. */
export function Choice({ choice, text }: { choice: Facts; text: string }) {
  const { t } = usePage();
  const answers = Object.entries(facts(choice["response"])).filter(([name, value]) => name !== "flow_token" && word(value) !== "");
  return (
    <>
      <span class="words" dir="auto">
        {text || t("kind.interactive")}
      </span>
      {word(choice["description"]) && (
        <small class="after quiet" dir="auto">
          {word(choice["description"])}
        </small>
      )}
      {answers.map(([name, value]) => (
        <small key={name} class="after quiet" dir="auto">{`${name}: ${word(value)}`}</small>
      ))}
    </>
  );
}
