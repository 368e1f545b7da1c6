"""The county's book of rules: documents, tiers, categories, procedures, desks, exemptions; and the drafts for it."""

from fugong.policy.models.basis import Basis
from fugong.policy.models.category_rule import CategoryRule
from fugong.policy.models.draft import Draft
from fugong.policy.models.exemption import Exemption
from fugong.policy.models.procedure import Procedure
from fugong.policy.models.review_desk import ReviewDesk
from fugong.policy.models.risk_assessment import RiskAssessment

__all__ = ["Basis", "CategoryRule", "Draft", "Exemption", "Procedure", "ReviewDesk", "RiskAssessment"]
