import type { MapGiven } from "../../src/locations/atlas.ts";
import type { Place } from "../../src/locations/place.ts";
import type { Location } from "../../src/locations/store.ts";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Field, TextField } from "../parts/field.tsx";
import { Icon } from "../parts/icon.tsx";
import { SEARCHES } from "../parts/searches.ts";
import { PlaceMap } from "./map.tsx";

type Props = { conversationId: number; locations: readonly Location[]; map: MapGiven };

const OF_THE_LIST = { ...SEARCHES, "aria-controls": "location-list" } as const;

/** Where an agent chooses what place to send: a saved one, or one that they name themselves (static/js/desk/location.js). */
export function LocationDialog({ conversationId, locations, map }: Props) {
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
        <Saved locations={locations} geocodes={map.geocodes} />
        <Point attribution={map.attribution} first={locations[0]} />
      </form>
    </Dialog>
  );
}

function Saved({ locations, geocodes }: Pick<Props, "locations"> & { geocodes: boolean }) {
  const { t } = usePage();
  const search = t(geocodes ? "location.search.all" : "location.search");
  return (
    <div class="places">
      <label class="search">
        <span class="unseen">{search}</span>
        <Icon name="search" />
        <input class="input" type="search" {...OF_THE_LIST} placeholder={search} autocomplete="off" data-search autofocus />
      </label>
      <div class="options" id="location-list" role="listbox" aria-label={t("locations.title")}>
        <div role="group" aria-label={t("location.found")} data-found hidden />
        {locations.map((one) => (
          <Option key={one.id} id={`location-${one.id}`} place={one} />
        ))}
        {geocodes && <Look />}
        <p class="quiet" data-none hidden={locations.length > 0}>
          {t(locations.length > 0 ? "locations.none" : "locations.empty")}
        </p>
      </div>
    </div>
  );
}

// Where words are sent to who finds addresses: only when somebody wants it.
function Look() {
  const { t } = usePage();
  return (
    <div
      role="option"
      tabIndex={-1}
      id="location-look"
      aria-selected="false"
      hidden
      data-look
      data-words={t("location.look", { words: "{words}" })}
      data-failed={t("map.unreached")}
    >
      <Icon name="search" />
      <span class="grow" />
    </div>
  );
}

/** The places that somebody found for an address. */
export function FoundPlaces({ places }: { places: readonly Place[] }) {
  const { t } = usePage();
  if (places.length === 0) return <p class="quiet">{t("location.found.none")}</p>;
  return (
    <>
      {places.map((place, at) => (
        <Option key={at} id={`location-found-${at}`} place={place} />
      ))}
    </>
  );
}

function Option({ id, place: { name, address, latitude, longitude } }: { id: string; place: Place }) {
  return (
    <div role="option" tabIndex={-1} id={id} aria-selected="false" data-name={name} data-address={address} data-latitude={latitude} data-longitude={longitude}>
      <Icon name="map-pin" />
      <span class="grow">
        <b class="cut" dir="auto">
          {name || address}
        </b>
        {name && (
          <small class="cut" dir="auto">
            {address}
          </small>
        )}
      </span>
    </div>
  );
}

function Point({ attribution, first }: { attribution: string | null; first: Location | undefined }) {
  return (
    <div class="point">
      {attribution !== null && <PlaceMap attribution={attribution} at={first} />}
      <PointFields />
    </div>
  );
}

function PointFields() {
  const { t } = usePage();
  return (
    <>
      <TextField id="location-name" name="name" label={t("location.name")} maxlength={100} autocomplete="off" />
      <TextField id="location-address" name="address" label={t("location.address")} maxlength={300} autocomplete="off" />
      <Degrees name="latitude" max={90} />
      <Degrees name="longitude" max={180} />
    </>
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
