"""Count up the directory's revision with every change, whoever makes it."""

from django.db import migrations

TABLES = ("tenants_tenant", "tenants_domain", "tenants_featureswitch")
FUNCTION = """
INSERT INTO tenants_directoryrevision (id, number) VALUES (1, 1) ON CONFLICT DO NOTHING;
CREATE FUNCTION public.tenants_count_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE public.tenants_directoryrevision SET number = number + 1;
    RETURN NULL;
END $$;
"""
TRIGGER = (
    "CREATE TRIGGER tenants_count_up AFTER INSERT OR UPDATE OR DELETE ON public.{table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION public.tenants_count_up()"
)


class Migration(migrations.Migration):
    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION public.tenants_count_up()"),
        *(
            migrations.RunSQL(TRIGGER.format(table=table), f"DROP TRIGGER tenants_count_up ON public.{table}")
            for table in TABLES
        ),
    ]
