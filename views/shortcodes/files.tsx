import type { FormFile } from "../../src/shortcodes/form.ts";
import { fileSize } from "../../src/texts/time.ts";
import { Wrong } from "../admin/form.tsx";
import { usePage } from "../page.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { iconOf } from "../parts/file-tile.tsx";
import { Icon } from "../parts/icon.tsx";

type FilesProps = { href: string; files: readonly FormFile[]; filesMax: number; wrong: string | undefined };

/** The files that a shortcode brings along: each goes up when it is chosen, and belongs to it when the form is saved (static/js/shortcode-files.js). */
export function ShortcodeFiles({ href, files, filesMax, wrong }: FilesProps) {
  const { t } = usePage();
  return (
    <div
      class="field full"
      data-shortcode-files={`${href}/files`}
      data-max={filesMax}
      data-too-many={t("reply.too-many-files")}
      data-coming={t("shortcode.files-coming")}
    >
      <span class="label">{t("shortcode.files")}</span>
      <ul class="tray" data-files>
        {files.map((file) => (
          <Tile file={file} />
        ))}
      </ul>
      <span>
        <Button icon="paperclip" data-add-files>
          {t("shortcode.add-files")}
        </Button>
        <input type="file" hidden multiple data-files-input />
      </span>
      <p class="wrong" role="alert" data-files-wrong hidden />
      <Wrong>{wrong}</Wrong>
      <template data-files-tile data-unreached={t("composer.unreached")} data-empty={t("composer.refused.empty")}>
        <Tile file={null} />
      </template>
    </div>
  );
}

function Tile({ file }: { file: FormFile | null }) {
  const { language, t } = usePage();
  return (
    <li class="tile">
      <Icon name={file ? iconOf(file.type) : "file-text"} />
      <span class="grow">
        <span class="cut" data-name>
          {file?.name}
        </span>
        <small data-state-words>{file && fileSize(language, file.size)}</small>
        {!file && <progress class="bar" data-state="ours" max={1} />}
      </span>
      <input type="hidden" name="file" value={file?.value ?? ""} disabled={file ? undefined : true} />
      <IconButton icon="x" label={t("composer.remove", { name: file?.name ?? "{name}" })} data-remove-file />
    </li>
  );
}
