import type { Metadata } from "next";
import { KeyList } from "#components/keys/key-list.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { listKeys } from "#lib/keys/data.ts";
import { readEnv } from "#lib/env.ts";

export const metadata: Metadata = { title: "Signing keys" };

export default async function KeysPage() {
  const keys = await listKeys();
  const { PUBLIC_URL } = readEnv();
  const active = keys.find(({ state }) => state === "active");
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">Signing keys</h1>
      <p className="mt-3 max-w-[60ch] text-lg text-soft">Every published image has an OpenPGP signature by one of these keys. Their private halves never leave the signing process.</p>
      {keys.length > 0 ? (
        <div className="mt-8">
          <KeyList keys={keys} />
        </div>
      ) : (
        <div className="mt-8">
          <Empty title="No key is published yet">
            <p>The signing process publishes its key when it starts.</p>
          </Empty>
        </div>
      )}
      {active && (
        <>
          <Section id="check" title="Get the keys and look at them">
            <div className="space-y-3">
              <CodeBlock code={`curl -fsSLo image-factory-keys.asc ${PUBLIC_URL}/keys.asc`} label="download command" />
              <CodeBlock code="gpg --show-keys --with-subkey-fingerprint image-factory-keys.asc" label="command that shows the keys" />
              <CodeBlock code="gpg --import image-factory-keys.asc" label="import command" />
            </div>
          </Section>
          <Section id="proof" title="What this proves">
            <div className="max-w-[72ch] space-y-3">
              <p>A good signature proves that the file is the one which the holder of the key signed, whatever mirror or cache it came through.</p>
              <p>
                It does not prove that the key is ours: somebody who controls this portal could show you another one. So compare the fingerprint with one that you got some
                other way, for example from a colleague or from a machine that imported it earlier.
              </p>
            </div>
          </Section>
        </>
      )}
    </>
  );
}
