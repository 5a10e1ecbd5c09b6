/// Classes that violate the architecture rules, to test that each rule detects it.
@NullMarked
package io.spiffeaws.offender;

import org.jspecify.annotations.NullMarked;
