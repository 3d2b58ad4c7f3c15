import { Empty } from "#components/ui/empty.tsx";

/** What the page says as long as no worker has read a clouds.yaml. */
export function NoClouds() {
  return (
    <div className="mt-8">
      <Empty title="No cloud is configured.">
        <p>
          Name a clouds.yaml in the setting <code className="font-mono">OS_CLIENT_CONFIG_FILE</code> of a worker and start it again. If you have done so, its log says what is wrong with the file.
        </p>
      </Empty>
    </div>
  );
}
