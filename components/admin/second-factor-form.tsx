import { CodeBlock } from "#components/ui/code-block.tsx";
import type { SecondFactor } from "#lib/auth/second-factor/schema.ts";
import { ActionForm, type Action } from "./action-form.tsx";
import { Confirm } from "./confirm.tsx";

type Props = { factor: SecondFactor; begin: Action; confirm: Action; renew: Action; remove: Action };

const inFours = (text: string) => text.replaceAll(/(.{4})(?=.)/g, "$1 ");

/**
 * Turns a second factor on and off. The one form keeps its place through all states, so that the recovery codes, which the
 * confirmation hands over once, are still shown when the factor is on.
 */
export function SecondFactorForm({ factor, begin, confirm, renew, remove }: Props) {
  if (factor.state === "elsewhere") return <p className="max-w-[60ch] text-soft">You sign in through the provider, which looks after your second factor.</p>;
  const form = {
    off: { action: begin, submit: "Set up a second factor" },
    waits: { action: confirm, submit: "Turn the second factor on", fields: [{ name: "code", label: "Code", autoComplete: "one-time-code", required: true, maxLength: 40, hint: "The six digits that the authenticator shows now." }] },
    on: { action: renew, submit: "Make new recovery codes" },
  }[factor.state];
  return (
    <div className="flex flex-col items-start gap-4">
      {factor.state === "off" && <p className="max-w-[60ch] text-soft">With it nobody signs in as you by your password alone: an authenticator on your phone shows six digits that change every half minute.</p>}
      {factor.state === "waits" && (
        <div className="flex w-full max-w-[36rem] flex-col gap-3">
          <p className="max-w-[60ch]">
            Enter this secret in your authenticator, or, on the device that has it, <a href={factor.address} className="link">open it there</a>. Then type the first code.
          </p>
          <CodeBlock code={inFours(factor.secret)} label="the secret" />
        </div>
      )}
      {factor.state === "on" && <p className="max-w-[60ch]">On. {factor.codesLeft === 1 ? "One recovery code is" : `${factor.codesLeft} recovery codes are`} left.</p>}
      <ActionForm key="form" {...form} />
      {factor.state === "on" && (
        <Confirm title="Turn off …">
          <ActionForm action={remove} submit="Turn the second factor off" look="smallDanger" />
        </Confirm>
      )}
    </div>
  );
}
