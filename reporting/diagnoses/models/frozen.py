import pgtrigger

FROZEN_WITH_ITS_REPORT = pgtrigger.Trigger(
    name="frozen_with_its_report",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    # Reports are of the room above, which alone knows when one is published: they are named by their table.
    func="""
    IF TG_OP <> 'INSERT' AND EXISTS (
        SELECT FROM weekly_weeklyreport report
        WHERE report.brand_id = OLD.brand_id AND report.week = OLD.week AND report.revision = OLD.revision
            AND report.state IN ('published', 'read')
    ) THEN
        RAISE EXCEPTION 'what was computed with a published report stays with it';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF EXISTS (
        SELECT FROM weekly_weeklyreport report
        WHERE report.brand_id = NEW.brand_id AND report.week = NEW.week AND report.revision = NEW.revision
            AND report.state IN ('published', 'read')
    ) THEN
        RAISE EXCEPTION 'what was computed with a published report stays with it';
    END IF;
    RETURN NEW;
    """,
)
"""A published revision says for ever what was computed with it: nothing is changed, added or taken away."""
