import { Save } from "lucide-react";
import { useState } from "react";
import { button } from "#components/ui/button.ts";
import { DefinitionList, type Definition } from "#components/ui/definition-list.tsx";
import { formatBytes, groupsOfFour } from "#components/ui/format.ts";
import type { Locale } from "#lib/locales.ts";
import { fillIn } from "../words.ts";
import { privateFolder } from "./place.ts";
import type { News, Wanted } from "./protocol.ts";
import type { DownloadWords } from "./words.ts";

type Props = { news: Extract<News, { kind: "done" }>; wanted: Wanted; words: DownloadWords; locale: Locale };

/** What a finished download took, and where it lies in the browser, the way out of there. */
export function Done({ news: { report, keptBytes, signatures, file }, wanted, words, locale }: Props) {
  const facts: Definition[] = [
    { term: words.fetched, value: formatBytes(report.fetchedBytes, locale) },
    ...(keptBytes > 0 ? [{ term: words.kept, value: formatBytes(keptBytes, locale) }] : []),
    ...(report.refetched.length > 0 ? [{ term: words.refetched, value: String(report.refetched.length) }] : []),
    ...(report.cuts > 0 ? [{ term: words.cuts, value: String(report.cuts) }] : []),
    ...signatures.map(({ fingerprint }) => ({ term: words.key, value: <span className="hex text-sm">{groupsOfFour(fingerprint).join(" ")}</span> })),
  ];
  return (
    <>
      <p className="mt-1 mb-3">{words.doneText}</p>
      <DefinitionList items={facts} long />
      {file && <SaveFromPrivate file={file} name={wanted.name} words={words} />}
    </>
  );
}

function SaveFromPrivate({ file, name, words }: { file: File; name: string; words: DownloadWords }) {
  // Lives as long as the document: it only names the file, and the file is the browser's until it is removed.
  const [address] = useState(() => URL.createObjectURL(file));
  const [isRemoved, setIsRemoved] = useState(false);
  const remove = async () => {
    await (await privateFolder()).removeEntry(name);
    setIsRemoved(true);
  };
  if (isRemoved) return <p className="mt-3 text-soft">{words.removed}</p>;
  return (
    <p className="mt-4 flex flex-wrap gap-3">
      <a href={address} download={name} className={button.primary}>
        <Save size={20} aria-hidden />
        <span className="wrap-anywhere whitespace-normal">{fillIn(words.save, { name })}</span>
      </a>
      <button type="button" onClick={() => void remove()} className={button.secondary}>
        {words.remove}
      </button>
    </p>
  );
}
