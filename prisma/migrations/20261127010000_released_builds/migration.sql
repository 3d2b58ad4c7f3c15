-- The catalog: version and time of the newest build of each image from the index alone, without reading all builds.
CREATE INDEX builds_released ON builds (id) INCLUDE (version, published_at) WHERE published_at IS NOT NULL;
