import { CircleSlash, Undo2 } from "lucide-react";
import { button } from "#components/ui/button.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { When } from "#components/ui/when.tsx";
import { PlaceChip } from "./place-chip.tsx";

type Channel = { name: "latest" | "prev"; assignedAt: Date; build: { version: string; publishedAt: Date | null } };
type Props = { image: string; channels: Channel[]; /** How many clients stay with a version by a pin. */ pinsOf: ReadonlyMap<string, number>; mayRevoke: boolean; mayRollBack: boolean };

const empty = { latest: "Nobody gets a build by this name.", prev: "Each promotion moves the old latest here." };

/** The two channels of an image side by side: the build of each, since when, and what can be done about it. */
export function ChannelCards({ image, channels, ...rest }: Props) {
  return (
    <ul className="grid gap-4 md:grid-cols-2">
      {(["latest", "prev"] as const).map((name) => (
        <Card key={name} image={image} name={name} channel={channels.find((one) => one.name === name)} {...rest} />
      ))}
    </ul>
  );
}

type CardProps = Omit<Props, "channels"> & { name: Channel["name"]; channel: Channel | undefined };

function Card({ image, name, channel, pinsOf, mayRevoke, mayRollBack }: CardProps) {
  if (!channel) {
    return (
      <li className="rounded-md border border-dashed border-line-strong p-5">
        <PlaceChip place={name} />
        <p className="mt-2 text-soft">{empty[name]}</p>
      </li>
    );
  }
  const { version, publishedAt } = channel.build;
  const pins = pinsOf.get(version) ?? 0;
  return (
    <li className={`flex min-w-0 flex-col rounded-md border bg-surface p-5 ${name === "latest" ? "border-line-strong" : "border-line"}`}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <PlaceChip place={name} />
        <PageLink href={`/images/${image}/${version}`} className="link font-mono text-lg font-medium">
          {version}
        </PageLink>
      </p>
      <p className="mt-1 text-soft">
        {publishedAt && (
          <>
            published <When at={publishedAt} />,{" "}
          </>
        )}
        became {name} <When at={channel.assignedAt} />
        {pins > 0 && <>; {pins === 1 ? "1 client is" : `${pins} clients are`} pinned to it</>}
      </p>
      {((mayRollBack && name === "latest") || mayRevoke) && (
        <p className="mt-auto flex flex-wrap gap-3 pt-4">
          {mayRollBack && name === "latest" && (
            <PageLink href={`/admin/images/${image}/rollback`} className={button.small}>
              <Undo2 size={16} aria-hidden /> Roll back …
            </PageLink>
          )}
          {mayRevoke && (
            <PageLink href={`/admin/images/${image}/revoke/${version}`} className={button.smallDanger}>
              <CircleSlash size={16} aria-hidden /> Revoke {version} …
            </PageLink>
          )}
        </p>
      )}
    </li>
  );
}
