import { Empty } from "#components/ui/empty.tsx";
import { ActionForm, type Action } from "./action-form.tsx";

/** Asks for a build of an image now. `imageNames`: the images that have a recipe. */
export function TriggerForm({ imageNames, trigger }: { imageNames: string[]; trigger: Action }) {
  if (imageNames.length === 0) return <Empty title="No image has a recipe here yet." />;
  return (
    <ActionForm
      action={trigger}
      submit="Queue a build"
      look="primary"
      done="Queued. It stands above until a worker takes it."
      fields={[
        { name: "imageName", label: "Image", options: imageNames, required: true },
        { name: "note", label: "Note (optional)", maxLength: 500, hint: "Why now? Shown with the build." },
      ]}
    />
  );
}
