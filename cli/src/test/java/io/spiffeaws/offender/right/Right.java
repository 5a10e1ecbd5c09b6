package io.spiffeaws.offender.right;

import io.spiffeaws.offender.left.Left;

/// Needs the other half.
public record Right(java.util.List<Left> others) {}
