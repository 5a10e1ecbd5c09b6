package io.spiffeaws.offender.left;

import io.spiffeaws.offender.right.Right;

/// Depends on the other package.
public record Left(Right other) {}
