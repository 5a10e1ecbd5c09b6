/// The whole chain, walked from this process to AWS: what is right, and what is not and why.
@NullMarked
package io.spiffeaws.doctor;

import org.jspecify.annotations.NullMarked;
