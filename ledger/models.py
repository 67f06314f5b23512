"""The log: entries written with the facts, their places in the tree, signed roots."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.guards import append_only


@append_only()
class Entry(models.Model):
    """One fact: what kind, which row, the digest of its values. Written in the fact's own transaction."""

    kind = models.CharField(_("kind"), max_length=64)
    subject = models.CharField(_("subject"), max_length=128)
    digest = models.CharField(_("digest"), max_length=64)
    created_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="ledger_entry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    def fields(self) -> dict[str, object]:
        """Return the values the leaf's hash covers."""
        return {"kind": self.kind, "subject": self.subject, "digest": self.digest, "created_at": self.created_at}


@append_only()
class Leaf(models.Model):
    """The place of an entry in the tree. Inserted by the sealer: ids commit out of order, places do not."""

    index = models.PositiveBigIntegerField(_("place"), unique=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="leaf")
    leaf_hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("leaf")
        verbose_name_plural = _("leaves")
        ordering = ["index"]

    def __str__(self) -> str:
        return f"{self.index}: {self.leaf_hash[:12]}"


@append_only()
class Checkpoint(models.Model):
    """The signed root of the first `size` leaves; the frontier lets the next seal start where this one ended."""

    size = models.PositiveBigIntegerField(_("size"), unique=True)
    root = models.CharField(_("root"), max_length=64)
    frontier = models.JSONField(default=list)
    signature = models.CharField(_("signature"), max_length=128)
    key_id = models.CharField(_("key"), max_length=16)
    created_at = models.DateTimeField(_("sealed"), default=timezone.now)

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        ordering = ["size"]

    def __str__(self) -> str:
        return f"{self.size}: {self.root[:12]}"

    def fields(self) -> dict[str, object]:
        """Return the values the signature covers."""
        return {"size": self.size, "root": self.root, "created_at": self.created_at}
