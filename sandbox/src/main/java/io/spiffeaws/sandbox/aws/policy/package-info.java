/// Policy documents: parsing, validation and evaluation.
@NullMarked
package io.spiffeaws.sandbox.aws.policy;

import org.jspecify.annotations.NullMarked;
