"""The document a rule rests on: law, telegram, notice."""

from django.db import models

from fugong.policy.rules.book import BasisCard


class Basis(models.Model):
    """A document entered in a county's book of rules; every county enters the national ones it uses."""

    county_code = models.CharField(max_length=6)
    code = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    document_number = models.CharField(max_length=60, blank=True)
    organ = models.CharField(max_length=100)
    issued_on = models.DateField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ("issued_on", "code")
        constraints = (models.UniqueConstraint(fields=["county_code", "code"], name="basis_once_per_county"),)

    def __str__(self) -> str:
        return f"{self.title}{self.document_number}"

    def card(self) -> BasisCard:
        """Give the document as the rules see it."""
        return BasisCard(
            code=self.code,
            title=self.title,
            document_number=self.document_number,
            organ=self.organ,
            issued_on=self.issued_on,
            synthetic=self.synthetic,
        )
