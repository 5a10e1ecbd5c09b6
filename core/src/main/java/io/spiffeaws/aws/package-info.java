/// Where AWS is and how it is reached, for every adapter that speaks to it.
@NullMarked
package io.spiffeaws.aws;

import org.jspecify.annotations.NullMarked;
