package io.spiffeaws.offender.left;

import io.spiffeaws.offender.right.Right;

/// Needs the other half.
public record Left(Right other) {}
