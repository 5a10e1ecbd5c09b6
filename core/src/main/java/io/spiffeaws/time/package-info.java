/// Durations in text form, retry budgets and sleeping.
@NullMarked
package io.spiffeaws.time;

import org.jspecify.annotations.NullMarked;
