"""Refuse moves between states that `tenants.moves` does not know, whoever makes them.

The pairs are repeated here on purpose: a migration says what was true when it was written. A test tries each pair.
"""

from django.db import migrations, models

FIRST = "('draft', 'requested', 'provisioning', 'spare')"
MOVES = """
    ('draft', 'requested'), ('draft', 'deleted'),
    ('requested', 'provisioning'), ('requested', 'deleted'),
    ('provisioning', 'spare'), ('provisioning', 'trial'), ('provisioning', 'deleted'),
    ('spare', 'provisioning'), ('spare', 'deleted'),
    ('trial', 'live'), ('trial', 'suspended'), ('trial', 'maintenance'), ('trial', 'leaving'),
    ('live', 'suspended'), ('live', 'maintenance'), ('live', 'leaving'),
    ('maintenance', 'trial'), ('maintenance', 'live'), ('maintenance', 'suspended'), ('maintenance', 'leaving'),
    ('suspended', 'trial'), ('suspended', 'live'), ('suspended', 'maintenance'), ('suspended', 'leaving'),
    ('leaving', 'suspended'), ('leaving', 'deleted')
"""
FUNCTION = f"""
CREATE FUNCTION public.tenants_check_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state NOT IN {FIRST} THEN
            RAISE check_violation USING MESSAGE = format('No tenant begins in the state %s.', NEW.state);
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.state = OLD.state THEN
        NEW.state_before := OLD.state_before;
        RETURN NEW;
    END IF;
    IF (OLD.state, NEW.state) NOT IN ({MOVES}) THEN
        RAISE check_violation USING MESSAGE = format('From %s no move leads to %s.', OLD.state, NEW.state);
    END IF;
    IF OLD.state IN ('suspended', 'maintenance') AND NEW.state IN ('trial', 'live')
        AND NEW.state <> OLD.state_before THEN
        RAISE check_violation USING MESSAGE = format(
            'It was %s before, and may not become %s now.', OLD.state_before, NEW.state);
    END IF;
    NEW.state_before := CASE WHEN NEW.state IN ('trial', 'live') THEN ''
                             WHEN OLD.state IN ('trial', 'live') THEN OLD.state
                             ELSE OLD.state_before END;
    RETURN NEW;
END $$;
"""
TRIGGER = (
    "CREATE TRIGGER tenants_check_state BEFORE INSERT OR UPDATE ON public.tenants_tenant "
    "FOR EACH ROW EXECUTE FUNCTION public.tenants_check_state()"
)
# Nobody knows what they were; from a trial nobody goes live unseen.
PAUSED = "UPDATE tenants_tenant SET state_before = 'trial' WHERE state IN ('suspended', 'maintenance', 'leaving')"


class Migration(migrations.Migration):
    dependencies = [("tenants", "0003_session_generation")]

    operations = [
        migrations.AddField("tenant", "state_before", models.CharField(blank=True, editable=False, max_length=20, default=""), preserve_default=False),
        migrations.AddField("tenant", "notice", models.JSONField(blank=True, default=dict)),
        migrations.RunSQL(PAUSED, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION public.tenants_check_state()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER tenants_check_state ON public.tenants_tenant"),
    ]
