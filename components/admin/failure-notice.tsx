import { ShieldAlert } from "lucide-react";
import { Banner } from "#components/ui/banner.tsx";
import { ActionForm, type Action } from "./action-form.tsx";

/** Tells the right user that somebody has tried passwords at their name. */
export function FailureNotice({ failures, acknowledge }: { failures: number; acknowledge: Action }) {
  return (
    <div className="mb-8">
      <Banner tone="attention" icon={ShieldAlert} title={failures === 1 ? "One attempt to sign in as you has failed" : `${failures} attempts to sign in as you have failed`}>
        <p className="mb-4">
          That was between your last two log-ins. If it was not you, somebody is trying passwords at your name. They have not got in; a second factor, on the page of your account, keeps it so even if they find the password.
        </p>
        <ActionForm action={acknowledge} submit="I have read this" />
      </Banner>
    </div>
  );
}
