-- The feed about security lists the few builds that were made because of security updates, among all that were published.
CREATE INDEX builds_security ON builds (published_at DESC) WHERE trigger = 'security' AND published_at IS NOT NULL;
