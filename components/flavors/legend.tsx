import { useText } from "#lib/text.ts";

/** What the marks of the matrix mean. */
export function Legend() {
  const t = useText("flavors");
  const marks = [
    { look: "yes", text: t("legendYes") },
    { look: "passed", text: t("legendTested") },
    { look: "warning", text: t("legendWarned") },
    { look: "no", text: t("legendNo") },
  ];
  return (
    <div className="legend text-sm text-soft">
      <ul aria-label={t("legend")} className="flex flex-wrap gap-x-6 gap-y-1">
        {marks.map(({ look, text }) => (
          <li key={look} className="flex items-center gap-1.5">
            <span aria-hidden className={`mark ${look}`} />
            {text}
          </li>
        ))}
      </ul>
      <p className="no-print mt-1">{t("legendHow")}</p>
    </div>
  );
}
