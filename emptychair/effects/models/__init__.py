"""Tables of this domain."""

from emptychair.effects.models.design import (
    EffectDesign,
    EffectDesignChange,
    EffectUnit,
    EffectVerdict,
)

__all__ = ["EffectDesign", "EffectDesignChange", "EffectUnit", "EffectVerdict"]
