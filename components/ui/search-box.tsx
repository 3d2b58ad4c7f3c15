import { Search } from "lucide-react";
import { localizeHref } from "#lib/locales.ts";
import { useLocale } from "#lib/text.ts";
import { button } from "./button.ts";
import { FocusOnSlash } from "./focus-on-slash.tsx";

type Props = { action: string; name: string; label: string; placeholder: string; submit: string; value?: string; hidden?: Record<string, string> | [string, string][]; shortcut?: boolean; maxLength?: number };

/** A search form that works without JavaScript; with it, `/` puts the cursor here when `shortcut` is set. */
export function SearchBox({ action, name, label, placeholder, submit, value = "", hidden = {}, shortcut = false, maxLength = 100 }: Props) {
  const locale = useLocale();
  const id = `search-${name}`;
  return (
    <form action={localizeHref(action, locale)} method="get" role="search" aria-label={label} className="no-print flex max-w-[44rem] gap-2">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <div className="relative min-w-0 flex-1">
        <Search size={20} aria-hidden className="pointer-events-none absolute top-3 left-3 text-soft" />
        <input
          id={id}
          name={name}
          type="search"
          defaultValue={value}
          placeholder={placeholder}
          autoComplete="off"
          maxLength={maxLength}
          className="h-11 w-full rounded-md border border-line-strong bg-surface pr-3 pl-10 text-base text-ink placeholder:text-soft"
        />
        {shortcut && <FocusOnSlash inputId={id} />}
      </div>
      {(Array.isArray(hidden) ? hidden : Object.entries(hidden)).map(([key, content]) => (
        <input key={`${key} ${content}`} type="hidden" name={key} value={content} />
      ))}
      <button type="submit" className={shortcut ? button.primary : button.secondary}>
        {submit}
      </button>
    </form>
  );
}
