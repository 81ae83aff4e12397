"""Each list of customers is walked in the order of an index of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("success", "0002_count_by_itself")]

    operations = [
        migrations.RemoveIndex(model_name="customerhealth", name="health_listed"),
        migrations.RemoveIndex(model_name="customerhealth", name="health_risk"),
        migrations.RemoveIndex(model_name="customerhealth", name="health_worth"),
        migrations.RemoveIndex(model_name="customerhealth", name="health_renews"),
        migrations.RemoveIndex(model_name="customerhealth", name="health_quadrant"),
        migrations.AddIndex(
            model_name="customerhealth",
            index=models.Index(
                fields=["workspace", "is_listed", "-rank", "unit"], name="health_by_rank"
            ),
        ),
        migrations.AddIndex(
            model_name="customerhealth",
            index=models.Index(
                fields=["workspace", "is_listed", "-risk_90", "-rank", "unit"],
                name="health_by_risk",
            ),
        ),
        migrations.AddIndex(
            model_name="customerhealth",
            index=models.Index(
                fields=["workspace", "is_listed", "-worth", "unit"], name="health_by_worth"
            ),
        ),
        migrations.AddIndex(
            model_name="customerhealth",
            index=models.Index(
                fields=["workspace", "is_listed", "renews_in", "unit"], name="health_by_renewal"
            ),
        ),
        migrations.AddIndex(
            model_name="customerhealth",
            index=models.Index(
                fields=["workspace", "quadrant", "-worth", "unit"], name="health_by_quadrant"
            ),
        ),
        migrations.AddIndex(
            model_name="customerhealth",
            index=models.Index(
                fields=["workspace", "-worth", "unit", "quadrant"], name="health_dearest"
            ),
        ),
    ]
