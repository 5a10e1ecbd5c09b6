/// Classes that break each rule of the house, to show that the rule would be missed.
@NullMarked
package io.spiffeaws.offender;

import org.jspecify.annotations.NullMarked;
