import type { Location } from "../../src/locations/store.ts";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Field, TextField } from "../parts/field.tsx";
import { Icon } from "../parts/icon.tsx";
import { SEARCHES } from "../parts/searches.ts";

type Props = { conversationId: number; locations: readonly Location[] };

const OF_THE_LIST = { ...SEARCHES, "aria-controls": "location-list" } as const;

/** Where an agent chooses what place to send: a saved one, or one that they name themselves (static/js/desk/location.js). */
export function LocationDialog({ conversationId, locations }: Props) {
  const { t } = usePage();
  return (
    <Dialog
      id="location-dialog"
      size="l"
      open="at-once"
      title={t("location.send.title")}
      footer={
        <>
          <Button size="form" data-closes>
            {t("form.cancel")}
          </Button>
          <Button size="form" kind="primary" type="submit" form="location-form" disabled>
            {t("location.send")}
          </Button>
        </>
      }
    >
      <form id="location-form" class="place-choice" novalidate data-conversation={conversationId}>
        <Saved locations={locations} />
        <Point />
      </form>
    </Dialog>
  );
}

function Saved({ locations }: Pick<Props, "locations">) {
  const { t } = usePage();
  return (
    <div class="places">
      <label class="search">
        <span class="unseen">{t("location.search")}</span>
        <Icon name="search" />
        <input class="input" type="search" {...OF_THE_LIST} placeholder={t("location.search")} autocomplete="off" data-search autofocus />
      </label>
      <div class="options" id="location-list" role="listbox" aria-label={t("locations.title")}>
        {locations.map((one) => (
          <Option key={one.id} location={one} />
        ))}
        <p class="quiet" data-none hidden={locations.length > 0}>
          {t(locations.length > 0 ? "locations.none" : "locations.empty")}
        </p>
      </div>
    </div>
  );
}

function Option({ location: { id, name, address, latitude, longitude } }: { location: Location }) {
  return (
    <div
      role="option"
      tabIndex={-1}
      id={`location-${id}`}
      aria-selected="false"
      data-name={name}
      data-address={address}
      data-latitude={latitude}
      data-longitude={longitude}
    >
      <Icon name="map-pin" />
      <span class="grow">
        <b class="cut" dir="auto">
          {name}
        </b>
        <small class="cut" dir="auto">
          {address}
        </small>
      </span>
    </div>
  );
}

function Point() {
  const { t } = usePage();
  return (
    <div class="point">
      <TextField id="location-name" name="name" label={t("location.name")} maxlength={100} autocomplete="off" />
      <TextField id="location-address" name="address" label={t("location.address")} maxlength={300} autocomplete="off" />
      <Degrees name="latitude" max={90} />
      <Degrees name="longitude" max={180} />
    </div>
  );
}

// What is wrong is said while it is typed: its room is there before.
function Degrees({ name, max }: { name: "latitude" | "longitude"; max: number }) {
  const { t } = usePage();
  const id = `location-${name}`;
  return (
    <Field id={id} label={t(`location.${name}`)}>
      <input class="input" id={id} name={name} inputmode="decimal" autocomplete="off" aria-describedby={`${id}-wrong`} data-degrees={max} />
      <p class="wrong" id={`${id}-wrong`} role="status" data-words={t(`location.${name}.wrong`)} />
    </Field>
  );
}
