package io.spiffeaws.offender.right;

import io.spiffeaws.offender.left.Left;

/// Depends on the other package.
public record Right(java.util.List<Left> others) {}
