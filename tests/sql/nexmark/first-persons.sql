-- Persons.
CREATE SOURCE person FROM NEXMARK (table = 'person', events = 101, seed = 7);
SELECT id, name, emailAddress, creditCard, city, state, dateTime FROM person
--- output
{"id":1000,"name":"Julie White","emailAddress":"wqjguc@vzgb.com","creditCard":"7860 1697 8311 2194","city":"Seattle","state":"WA","dateTime":"2015-07-15T00:00:00Z"}
{"id":1001,"name":"Walter Bartels","emailAddress":"emit@wsqe.com","creditCard":"3086 9489 8779 9331","city":"San Francisco","state":"CA","dateTime":"2015-07-15T00:00:00.005Z"}
{"id":1002,"name":"Kate Spencer","emailAddress":"oaqho@jtfp.com","creditCard":"5437 0696 4501 6547","city":"Phoenix","state":"ID","dateTime":"2015-07-15T00:00:00.01Z"}
