export default function AdminLoading() {
  return (
    <p role="status" className="text-soft">
      Reading builds and workers …
    </p>
  );
}
