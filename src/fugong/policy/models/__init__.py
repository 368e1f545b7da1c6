"""The county's book of rules: documents, risk tiers, categories, procedures and desks, each with its period."""

from fugong.policy.models.basis import Basis
from fugong.policy.models.category_rule import CategoryRule
from fugong.policy.models.procedure import Procedure
from fugong.policy.models.review_desk import ReviewDesk
from fugong.policy.models.risk_assessment import RiskAssessment

__all__ = ["Basis", "CategoryRule", "Procedure", "ReviewDesk", "RiskAssessment"]
