export const PAPERS = ["company", "plan"] as const;
export type PaperName = (typeof PAPERS)[number];

const text = (x: number, y: number, size: number, words: string) => `BT /F1 ${size} Tf ${x} ${y} Td (${words.replace(/[()\\]/g, "\\$&")}) Tj ET`;
const line = (x1: number, y1: number, x2: number, y2: number, width = 1) => `${width} w ${x1} ${y1} m ${x2} ${y2} l S`;
const frame = (x: number, y: number, width: number, height: number, thick = 3) => `${thick} w ${x} ${y} ${width} ${height} re S`;

// What stands on the page, in points from its lower left corner (A4: 595 by 842).
const PAGES: Readonly<Record<PaperName, readonly string[]>> = {
  company: [
    text(72, 760, 20, "Studio Aurora srl"),
    line(72, 748, 523, 748),
    text(72, 716, 12, "Corso Buenos Aires 45, 20124 Milano"),
    text(72, 696, 12, "P. IVA 01234567890"),
    text(72, 676, 12, "Codice destinatario 0000000"),
    text(72, 656, 12, "amministrazione@studioaurora.example"),
  ],
  plan: [
    text(72, 780, 16, "Soggiorno 1:50"),
    frame(90, 380, 400, 340, 6),
    line(290, 380, 290, 540, 4),
    line(290, 620, 290, 720, 4),
    frame(110, 400, 120, 60, 1),
    frame(330, 560, 130, 90, 1),
    ...[350, 390, 430].map((x) => frame(x - 8, 596, 16, 16, 1)),
    text(136, 426, 10, "divano"),
    text(372, 660, 10, "tavolo"),
    line(90, 360, 490, 360),
    text(276, 344, 10, "6,40 m"),
    text(72, 300, 10, "Altezza soffitto 2,80 m"),
  ],
};

/** A paper that a customer sends, as PDF of one page (ISO 32000-1, 7.5: objects, their places, and where to begin). */
export function paperOf(name: PaperName): Uint8Array {
  const content = `0.15 G 0.15 g\n${PAGES[name].join("\n")}`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let file = "%PDF-1.4\n";
  const places = objects.map((object, n) => {
    const at = file.length;
    file += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  return Buffer.from(`${file}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`, "latin1");
}
