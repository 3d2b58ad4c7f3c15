import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Capacity } from "#lib/capacity/schema.ts";
import { CapacityChart } from "./chart.tsx";
import { CapacityFacts } from "./facts.tsx";
import { ImageBytes } from "./image-bytes.tsx";

/** What the files of builds take on the disk, and how that goes on. */
export function DiskSection({ capacity, now }: { capacity: Capacity; now: Date }) {
  return (
    <Section id="disk" title="Disk">
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-2">
        <CapacityFacts capacity={capacity} />
        {capacity.images.length > 0 && <CapacityChart capacity={capacity} now={now} />}
      </div>
      <div className="mt-8">{capacity.images.length === 0 ? <Empty title="No build has any files yet." /> : <ImageBytes images={capacity.images} count={capacity.imageCount} />}</div>
    </Section>
  );
}
