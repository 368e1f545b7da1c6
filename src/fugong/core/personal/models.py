"""Sealed records about persons, the groups in which they live and go, and the certificates of their going."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models

from fugong.core.permission import Actor, within
from fugong.core.personal.purposes import purpose
from fugong.core.personal.rules import OF_ITS_GROUP


class PersonalGroups(models.QuerySet["PersonalGroup"]):
    """Groups of records, asked for in business words."""

    def held(self) -> Self:
        """Those whose records are still here."""
        return self.filter(erased_at=None)

    def due(self, on: dt.date) -> Self:
        """Those whose time has run out."""
        return self.held().filter(erase_on__lte=on)


class PersonalGroup(models.Model):
    """Records collected for one purpose and one matter; they share a clock and a ring of keys, and go together.

    The row itself names nobody and stays: how many persons there were, until when, and the certificate of their going.
    """

    county_code = models.CharField(max_length=6)
    purpose = models.CharField(max_length=32)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    keyring = models.CharField(max_length=32, unique=True)
    opened_on = models.DateField()
    last_number = models.PositiveIntegerField(default=0)
    persons = models.PositiveIntegerField(default=0)
    settled_on = models.DateField(null=True)
    erase_on = models.DateField()
    erased_at = models.DateTimeField(null=True)
    certificate = models.ForeignKey("core.ErasureCertificate", on_delete=models.PROTECT, related_name="+", null=True)

    objects = PersonalGroups.as_manager()

    class Meta:
        app_label = "core"
        indexes = (models.Index(fields=["erase_on"], condition=models.Q(erased_at=None), name="personal_by_expiry"),)
        constraints = (
            models.UniqueConstraint(
                fields=["purpose", "subject_type", "subject_id"],
                condition=models.Q(erased_at=None),
                name="one_group_of_records_per_matter",
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at=None, certificate=None)
                | (~models.Q(erased_at=None) & ~models.Q(certificate=None)),
                name="erased_group_has_its_certificate",
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject_type}/{self.subject_id}"

    @property
    def purpose_words(self) -> str:
        """Say for what the records are held (a msgid)."""
        return purpose(self.purpose).words


class PersonalRecord(models.Model):
    """One person in a group, known by a number; everything said about the person is sealed."""

    personal: ClassVar = {"sealed": OF_ITS_GROUP}

    county_code = models.CharField(max_length=6)
    group = models.ForeignKey("core.PersonalGroup", on_delete=models.PROTECT, related_name="records")
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()
    fields_kept = models.PositiveSmallIntegerField()
    kept_at = models.DateTimeField()

    class Meta:
        app_label = "core"
        constraints = (models.UniqueConstraint(fields=["group", "number"], name="one_person_per_number"),)

    def __str__(self) -> str:
        return f"{self.group_id}/{self.number}"


class ErasureCertificates(models.QuerySet["ErasureCertificate"]):
    """Certificates, narrowed in business words."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those of the counties over which the actor keeps the audit."""
        return self.filter(within(actor.areas_for("audit.view"), "county_code"))


class ErasureCertificate(models.Model):
    """What was erased, counted and signed; says nothing about anybody."""

    append_only = True

    county_code = models.CharField(max_length=6)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    purpose = models.CharField(max_length=32)
    kept_from = models.DateField()
    kept_to = models.DateField()
    groups = models.PositiveIntegerField()
    persons = models.PositiveIntegerField()
    fields_erased = models.PositiveIntegerField()
    keyrings = models.PositiveIntegerField()
    erased_at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)

    objects = ErasureCertificates.as_manager()

    class Meta:
        app_label = "core"
        constraints = (
            models.UniqueConstraint(
                fields=["county_code", "year", "number"], name="one_certificate_per_number_and_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.county_code}-{self.year}-{self.number}"

    @property
    def purpose_words(self) -> str:
        """Say for what the records were held (a msgid)."""
        return purpose(self.purpose).words
