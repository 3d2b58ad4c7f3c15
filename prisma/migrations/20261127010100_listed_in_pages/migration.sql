-- Those who are told of things, by name, a page at a time.
CREATE INDEX notification_subscriptions_listed ON notification_subscriptions (name, id) WHERE removed_at IS NULL;
-- Past nights, newest first, with the order of the list: many images are planned for the same moment.
DROP INDEX schedule_runs_planned_for_idx;
CREATE INDEX schedule_runs_planned_for_id_idx ON schedule_runs (planned_for DESC, id);
