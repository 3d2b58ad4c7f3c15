import { useText } from "#lib/text.ts";

/** The numbers of the first, the last and the pages around the present one; 0 stands for a gap. */
function numbersAround(page: number, pages: number): number[] {
  const wanted = [1, page - 1, page, page + 1, pages].filter((number) => number >= 1 && number <= pages);
  const numbers = [...new Set(wanted)].sort((one, other) => one - other);
  return numbers.flatMap((number, at) => (at > 0 && number - (numbers[at - 1] ?? 0) > 1 ? [0, number] : [number]));
}

const shape = "inline-flex h-10 min-w-10 items-center justify-center rounded-md px-3 no-underline tabular-nums";

type Props = { page: number; pages: number; hrefOf: (page: number) => string };

/** Links to the other pages of a result; nothing where there is only one. */
export function PageNumbers({ page, pages, hrefOf }: Props) {
  const t = useText("catalog");
  if (pages === 1) return null;
  const step = `${shape} border border-line-strong text-ink hover:bg-sunken`;
  return (
    <nav aria-label={t("pages")} className="no-print mt-6 flex flex-wrap items-center gap-1">
      {page > 1 && (
        <a href={hrefOf(page - 1)} className={step}>
          {t("previous")}
        </a>
      )}
      {numbersAround(page, pages).map((number, at) =>
        number === 0 ? (
          // Gaps have no number of their own; their place among the numbers tells them apart.
          <span key={`gap ${at}`} aria-hidden className="px-1 text-soft">
            …
          </span>
        ) : (
          <a
            key={number}
            href={hrefOf(number)}
            aria-label={t("pageNumber", { page: number })}
            aria-current={number === page ? "page" : undefined}
            className={`${shape} ${number === page ? "bg-accent-wash font-medium text-accent" : "text-ink hover:bg-sunken"}`}
          >
            {number}
          </a>
        ),
      )}
      {page < pages && (
        <a href={hrefOf(page + 1)} className={step}>
          {t("next")}
        </a>
      )}
    </nav>
  );
}
