package iso7816

import (
	"context"
	"errors"

	"madoguchi/card"
)

// MaxResponse bounds the data of one answer, GET RESPONSE included, in bytes.
const MaxResponse = 65536

// Transmit sends one command and returns the response data and the status word.
// A status word other than 9000 is no error here; see SW.Failure. The error is
// a *card.Failure that keeps the kind of the transport's own failure, or
// Malformed for an answer that is none.
//
// 61xx is followed by GET RESPONSE (ISO/IEC 7816-4 §11.7.1) and 6Cxx by the same
// command with the Le the card asks for, once. A command that spends a try or
// uses a key (VERIFY, CHANGE REFERENCE DATA, PERFORM SECURITY OPERATION) is
// never sent a second time; of these only PERFORM SECURITY OPERATION is followed
// by GET RESPONSE, which fetches the answer already computed.
//
// Every buffer the command passed through here is zeroed.
func Transmit(ctx context.Context, t card.Transport, op string, c Command) (data []byte, sw SW, err error) {
	data, sw, err = once(ctx, t, op, c)
	if err != nil {
		return nil, 0, err
	}
	if le, ok := sw.rightLe(); ok && c.repeatable() && c.Le != NoLe {
		c.Le = le
		if data, sw, err = once(ctx, t, op, c); err != nil {
			return nil, 0, err
		}
	}
	if !c.repeatable() && c.INS != InsPerformSecurity {
		return data, sw, nil
	}
	for {
		left, ok := sw.more()
		if !ok {
			return data, sw, nil
		}
		part, next, err := once(ctx, t, op, Command{INS: InsGetResponse, Le: left})
		if err != nil {
			return nil, 0, err
		}
		if le, ok := next.rightLe(); ok {
			if part, next, err = once(ctx, t, op, Command{INS: InsGetResponse, Le: le}); err != nil {
				return nil, 0, err
			}
		}
		// An answer that brings nothing and promises more would never end.
		if _, again := next.more(); (again && len(part) == 0) || len(data)+len(part) > MaxResponse {
			return nil, 0, card.Fail(card.Malformed, op, errors.New("endless response"))
		}
		data, sw = append(data, part...), next
	}
}

// once sends the command as it is and splits the answer.
func once(ctx context.Context, t card.Transport, op string, c Command) ([]byte, SW, error) {
	command, err := c.Bytes()
	if err != nil {
		return nil, 0, err
	}
	answer, err := t.Transmit(ctx, command)
	card.Zero(command)
	if err != nil {
		kind, _ := card.KindOf(err)
		return nil, 0, card.Fail(kind, op, err)
	}
	n := len(answer) - 2
	if n < 0 || n > MaxResponse {
		return nil, 0, card.Fail(card.Malformed, op, errors.New("answer without a status word"))
	}
	return answer[:n:n], SW(answer[n])<<8 | SW(answer[n+1]), nil
}
