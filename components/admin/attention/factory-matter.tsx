import { kindKeys } from "#components/status/words.ts";
import { formatBytes, formatDay, groupsOfFour } from "#components/ui/format.ts";
import type { Matter } from "#lib/attention/schema.ts";
import { useText } from "#lib/text.ts";
import { Item } from "./item.tsx";

type BuildKind = "failed-build" | "promotion-request" | "waiting-build" | "stale-image";

const command = (text: string) => <code className="font-mono text-ink">{text}</code>;

/** Things about the factory itself and its clouds. They are mended on a machine, so the row names the command. */
export function FactoryMatter({ matter }: { matter: Exclude<Matter, { kind: BuildKind }> }) {
  const t = useText("status");
  if (matter.kind === "no-signing-key") {
    return (
      <Item matter={matter} href="/keys" title="No key signs" isPlain text={<>Builds fail before they are published. Start the signing process with {command("npm run signer")}, or let a planned key sign with {command("npm run keys -- activate")}.</>} />
    );
  }
  if (matter.kind === "key-expires") {
    const { fingerprint, successor } = matter;
    const text = successor ? (
      <>Its successor {successor.slice(-16)} is planned; it signs after {command("npm run keys -- activate")}.</>
    ) : (
      <>No successor is planned. {command("npm run keys -- plan")} makes one, which has to be public for a week before it may sign.</>
    );
    return <Item matter={matter} href={`/keys#key-${fingerprint}`} title={groupsOfFour(fingerprint.slice(-16)).join(" ")} text={text} />;
  }
  if (matter.kind === "no-worker") {
    const { queuedCount, reason } = matter;
    const waiting = queuedCount === 0 ? "" : queuedCount === 1 ? " One build waits." : ` ${queuedCount} builds wait.`;
    return reason ? (
      <Item matter={matter} href="#workers" title="No worker can build" isPlain text={`${reason}${waiting}`} />
    ) : (
      <Item matter={matter} href="#workers" title="No worker is running" isPlain text={<>Start one with {command("npm run worker")}.{waiting}</>} />
    );
  }
  if (matter.kind === "worker-gone") {
    const { name, build } = matter;
    return <Item matter={matter} href="#workers" title={name} text={<>{build ? `Its build ${build.image} ${build.version} is taken over by another worker. ` : ""}Start it again on its machine with {command("npm run worker")}.</>} />;
  }
  if (matter.kind === "disk-low") {
    const { freeBytes, totalBytes, fullOn } = matter;
    return <Item matter={matter} href="/admin/retention" title="The disk of the data folder" isPlain text={`${formatBytes(freeBytes)} of ${formatBytes(totalBytes)} are free${fullOn ? `; it is full on ${formatDay(fullOn)} if it goes on like this` : ""}. Let builds expire sooner, or give it more room.`} />;
  }
  if (matter.kind === "cloud-failing") {
    return <Item matter={matter} href={`/status#cloud-${matter.cloud.replaceAll("/", "-")}`} title={matter.cloud} text={`${matter.message} (${matter.code}) The worker tries again by itself.`} />;
  }
  if (matter.kind === "registration-failed") {
    const { cloud, image, version, error } = matter;
    return <Item matter={matter} href={`/status#cloud-${cloud.replaceAll("/", "-")}`} title={`${image} ${version}`} text={`${cloud}: ${error ?? "no reason was given"}. The worker tries again by itself.`} />;
  }
  return <Item matter={matter} href="/status#findings" title={matter.image} text={`${matter.cloud}: ${t(kindKeys[matter.finding])}. ${matter.detail}`} />;
}
