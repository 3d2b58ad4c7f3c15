-- The audit is read backwards in time with any filter: each index carries the order of the list, so that a page costs the
-- same at the end of a million rows as at the beginning.
DROP INDEX audit_entries_at_idx;
DROP INDEX audit_entries_object_kind_object_id_sequence_idx;
DROP INDEX audit_entries_action_sequence_idx;
DROP INDEX audit_entries_actor_name_sequence_idx;
CREATE INDEX audit_entries_at_sequence_idx ON audit_entries (at DESC, sequence DESC);
CREATE INDEX audit_entries_object_kind_object_id_at_sequence_idx ON audit_entries (object_kind, object_id, at DESC, sequence DESC);
CREATE INDEX audit_entries_object_id_at_sequence_idx ON audit_entries (object_id, at DESC, sequence DESC);
CREATE INDEX audit_entries_action_at_sequence_idx ON audit_entries (action, at DESC, sequence DESC);
CREATE INDEX audit_entries_actor_name_at_sequence_idx ON audit_entries (actor_name, at DESC, sequence DESC);
