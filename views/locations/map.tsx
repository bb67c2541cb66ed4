import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";

type MapProps = { attribution: string; at: { latitude: number | string; longitude: number | string } | undefined };

/** A map beside the fields of a place; static/js/map.js draws it, and asks us for its pictures. Before a place is chosen it shows what is `at`. */
export function PlaceMap({ attribution, at }: MapProps) {
  const { assets, t } = usePage();
  return (
    <figure class="map-frame">
      <div
        class="map"
        role="region"
        aria-label={t("map.label")}
        data-map={at ? `${at.latitude} ${at.longitude}` : ""}
        data-style={assets("css/map.css")}
        data-pin-label={t("map.pin")}
        data-zoom-in={t("map.zoom-in")}
        data-zoom-out={t("map.zoom-out")}
      />
      <template data-pin>
        <Icon name="map-pin" size="l" />
      </template>
      <figcaption class="quiet cut">{attribution}</figcaption>
    </figure>
  );
}
