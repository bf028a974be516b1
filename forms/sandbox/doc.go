// Package sandbox lets a process of its own look at a file that nobody vouches
// for. A parser written by others may hang, eat the memory or crash; here it
// does so in a helper process, which is killed and whose answer is data.
//
// Runner is the side that asks, Serve the side that answers. The helper is
// given one job, the bytes of one file through its standard input, and nothing
// else: no name of a file, no environment, no terminal. What the jobs are is
// not known here.
//
// It bounds time and memory and contains crashes. It is not a jail against code
// that means harm: the helper runs under the same account.
package sandbox
