import { Bytes } from "#components/ui/bytes.tsx";
import { DefinitionList } from "#components/ui/definition-list.tsx";
import { formatBytes } from "#components/ui/format.ts";
import { requestTime } from "#components/ui/request-time.ts";
import { Day, When } from "#components/ui/when.tsx";
import type { Capacity } from "#lib/capacity/schema.ts";

/** The figures of disk use: what is held, what is free, how it grows, when it is full. */
export function CapacityFacts({ capacity: { usedBytes, disk, growthPerDay, fullOn } }: { capacity: Capacity }) {
  return (
    <DefinitionList
      items={[
        { term: "Held", value: <Bytes value={usedBytes} /> },
        { term: "Free", value: disk ? <Free disk={disk} /> : "The file system does not say." },
        { term: "Growth", value: growthPerDay === null ? "Known after three days." : `${growthPerDay < 0 ? "−" : ""}${formatBytes(Math.abs(growthPerDay))} a day` },
        { term: "Full", value: fullOn ? <FullOn at={fullOn} /> : growthPerDay === null ? "Not known yet." : "Not as it goes now." },
      ]}
    />
  );
}

function Free({ disk: { freeBytes, totalBytes } }: { disk: NonNullable<Capacity["disk"]> }) {
  return (
    <>
      <Bytes value={freeBytes} /> of <Bytes value={totalBytes} /> ({Math.floor((freeBytes / totalBytes) * 100)} %)
    </>
  );
}

const farMs = 2 * 365 * 86_400_000;

function FullOn({ at }: { at: Date }) {
  if (at.getTime() - requestTime().getTime() > farMs) return "Not in the next two years.";
  return (
    <>
      <Day at={at} />, <When at={at} />
    </>
  );
}
