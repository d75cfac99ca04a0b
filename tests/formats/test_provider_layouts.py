"""Every published layout of settings: a table of invented rows in, and what is said out, line for line.

Headings are as published, slips included; settings, owners, numbers and authorities are invented.
"""

# ruff: noqa: E501  (a row of a table is a line)

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.formats.provider_tables import told
from tests.formats.samples import write_xlsx

from inspectorate.formats import read_file


@dataclass(frozen=True)
class Sample:
    """A table as published, what it says, and the name of the file where only that tells the day."""

    layout: str
    table: str
    said: str
    file: str = "invented.csv"


SAMPLES = [
    Sample(
        "in year 2013-14, all but homes",
        """\
Provider URN,Registration status,Provision type,Provider name,Provider address 1,Provider address 2,Provider town,Provider postcode,Local authority,Event number,Event date,Event Type Group,Overall effectiveness,"Experiences and progress of, and outcomes for, children and young people",Quality of service,Safeguarding children and young people,Leadership and management,Outcomes for service users,Helping children to be healthy,Protecting children from harm or neglect and helping them stay safe,Helping children to make a positive contribution,Achieving economic wellbeing,Organisation,Quality of Assessment,"Quality of care, support and guidance",Safeguarding,Outcomes for residential pupils,Quality of residential provision and care,Residential pupils' safety,Leadership and management of residential provision,Outcomes for boarders,Quality of boarding provision and care,Boarders' safety,Leadership and management of boarding,Outcomes for young people
SC900101,Active,Independent Fostering Provider,Larkspur Fostering,1 Mill Lane, ,Borrowford,ZZ1 1ZZ,Borrowford,700101,22/11/2013,Full inspection,Requires Improvement,Good,Good,Requires Improvement,Requires Improvement,,,,,,,,,,,,,,,,,,
SC900102,Active,Residential Special School,Fernhill School,1 Mill Lane, ,Borrowford,ZZ1 1ZZ,Borrowford,700102,06/02/2014,Full inspection,Outstanding,,,,,,,,,,,,,,Outstanding,Outstanding,Good,Adequate,,,,,
SC900103,Active,Boarding School,Tarn College,1 Mill Lane, ,Borrowford,ZZ1 1ZZ,Borrowford,700103,18/12/2013,Full inspection,Inadequate,,,,,,,,,,,,,,,,,,Good,Adequate,Inadequate,Satisfactory,
SC900103,Resigned,Boarding School,Tarn College,1 Mill Lane, ,Borrowford,ZZ1 1ZZ,Borrowford,700104,20/03/2014,Monitoring Visit,NMS Not Met,,,,,,,,,,,,,,,,,,,,,,
SC900105,Active,Residential Family Centre,Willow Centre,1 Mill Lane, ,Borrowford,ZZ1 1ZZ,Borrowford,700105,14/01/2014,Full inspection,Good,,,,Good,,,,,,,Good,Outstanding,Adequate,,,,,,,,,
""",
        """\
SC900101 independent_fostering_agency: standing active, name Larkspur Fostering, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, authority Borrowford
  settings-2013 full 700101 on 2013-11-22: overall requires_improvement, outcomes good, quality_of_care good, safeguarding requires_improvement, leadership requires_improvement
SC900102 residential_special_school: standing active, name Fernhill School, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, authority Borrowford
  settings-2013 full 700102 on 2014-02-06: overall outstanding, outcomes outstanding, quality_of_care outstanding, safeguarding good, leadership adequate
SC900103 boarding_school: standing active, name Tarn College, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, authority Borrowford
  settings-2013 full 700103 on 2013-12-18: overall inadequate, outcomes good, quality_of_care adequate, safeguarding inadequate, leadership adequate
SC900103 boarding_school: standing resigned, name Tarn College, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, authority Borrowford
  settings-2013 monitoring_visit 700104 on 2014-03-20: nothing judged
  aside “NMS Not Met”: SC900103: “NMS Not Met” is not a grade of this framework (grade may be mapped)
SC900105 residential_family_centre: standing active, name Willow Centre, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, authority Borrowford
  settings-2013 full 700105 on 2014-01-14: overall good, leadership good, quality_of_care outstanding, safeguarding adequate
as of 2014-03-31
covers full monitoring_visit of settings-2013, 2013-11-01 to 2014-03-31, 4 types
""",
    ),
    Sample(
        "in year 2013-14, homes",
        """\
Provider URN,Provider status,Provider type,Sector,Provider name,Provider address 1,Provider address 2,Provider town,Provider postcode,Local Authority,government_office_region_name,Event number,Event date,Event type group,Overall effectiveness,Outcomes in education and related learning activities,Outcomes for children and young people,Quality of care,Safeguarding children and young people,Leadership and management
SC900201,Active,Children's Home,Private,Redacted,Redacted,Redacted,Redacted,Redacted,Alderway,West Midlands,700201,08/01/2014,Full inspection,2,0,2,1,2,3
SC900202,Active,Children's Home,Private,Redacted,Redacted,Redacted,Redacted,Redacted,Alderway,West Midlands,700202,18/03/2014,Interim inspection,2,0,0,0,0,0
SC900203,Cancelled,Children's Home,Private,Redacted,Redacted,Redacted,Redacted,Redacted,Alderway,West Midlands,700203,25/03/2014,Interim inspection,5,0,0,0,0,0
SC900204,Resigned,Residential special school (>295 days/year),Private,Redacted,Redacted,Redacted,Redacted,Redacted,Alderway,NULL,700204,04/02/2014,Full inspection,4,0,3,4,4,4
SC900205,Active,Secure children's home,Local authority,Redacted,Redacted,Redacted,Redacted,Redacted,Alderway,West Midlands,700205,11/02/2014,Full inspection,1,2,1,1,2,1
""",
        """\
SC900201 childrens_home: standing active, government_region West Midlands, authority Alderway, sector Private
  settings-2013 full 700201 on 2014-01-08: overall good, outcomes good, quality_of_care outstanding, safeguarding good, leadership adequate
SC900202 childrens_home: standing active, government_region West Midlands, authority Alderway, sector Private
  settings-2013 interim 700202 on 2014-03-18: effectiveness None
SC900203 childrens_home: standing cancelled, government_region West Midlands, authority Alderway, sector Private
  settings-2013 interim 700203 on 2014-03-25: nothing judged
SC900204 special_school_as_home: standing resigned, authority Alderway, sector Private
  settings-2013 full 700204 on 2014-02-04: overall inadequate, outcomes adequate, quality_of_care inadequate, safeguarding inadequate, leadership inadequate
SC900205 secure_childrens_home: standing active, government_region West Midlands, authority Alderway, sector Local authority
  settings-2013 full 700205 on 2014-02-11: overall outstanding, education good, outcomes outstanding, quality_of_care outstanding, safeguarding good, leadership outstanding
as of 2014-03-31
covers full interim of settings-2013, 2014-01-01 to 2014-03-31, 3 types
""",
    ),
    Sample(
        "in year 2014-15",
        """\
Web link,URN,Provision type,Reg Status,Setting Name,Address 1,Address 2,Town,County,Postcode,Region,Local authority,Sector,Inspection type,Inspection Date,Inspection ID,Overall effectiveness,Outcomes for children and young people,Quality of care,The safety of children and young people,Leadership and management,Outcomes in education and related learning activities,Linked ED URN,Short breaks only
Ofsted Social Care Provider Webpage,SC900301,Children's Home,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,"North East, Yorkshire and the Humber",Alderway,Private,SC Interim,18/03/2015,700301,Improved Effectiveness,,,,,,,
Ofsted Social Care Provider Webpage,SC900302,Children's Home,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,Alderway,Private,Full inspection,28/10/2014,700302,Adequate,Good,Good,Adequate,Adequate,,,Yes
Ofsted Social Care Provider Webpage,SC900303,Children's Home,Cancelled,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,Alderway,Private,SC Monitoring Inspection,03/04/2014,700303,Not Judged,,,,,,,
Ofsted Social Care Provider Webpage,SC900304,Secure training centre,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,Alderway,Private,Full inspection,12/05/2014,,Requires Improvement,Good,Good,Good,Requires Improvement,Outstanding,,
Ofsted Social Care Provider Webpage,SC900305,Residential Special School,Active,Fernhill School,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,Borrowford,Voluntary,SC Monitoring Inspection,20/01/2015,700305,Good Progress,,,,,,900999,
""",
        """\
SC900301 childrens_home: standing active, ofsted_region North East, Yorkshire and the Humber, authority Alderway, sector Private
  settings-2013 interim 700301 on 2015-03-18: effectiveness improved
SC900302 childrens_home: standing active, ofsted_region West Midlands, authority Alderway, sector Private, short_breaks True
  settings-2013 full 700302 on 2014-10-28: overall adequate, outcomes good, quality_of_care good, safeguarding adequate, leadership adequate
SC900303 childrens_home: standing cancelled, ofsted_region West Midlands, authority Alderway, sector Private
  settings-2013 monitoring_visit 700303 on 2014-04-03: nothing judged
SC900304 secure_training_centre: standing active, ofsted_region West Midlands, authority Alderway, sector Private
  settings-2013 full without number on 2014-05-12: overall requires_improvement, outcomes good, quality_of_care good, safeguarding good, leadership requires_improvement, education outstanding
SC900305 residential_special_school: standing active, name Fernhill School, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, authority Borrowford, sector Voluntary, linked_urn 900999
  settings-2013 monitoring_visit 700305 on 2015-01-20: nothing judged
  aside “Good Progress”: SC900305: “Good Progress” is not a grade of this framework (grade may be mapped)
as of 2015-03-31
covers assurance_visit emergency_visit full interim monitoring_visit of settings-2013, 2014-04-01 to 2015-03-31, 3 types
""",
    ),
    Sample(
        "in year 2015-16",
        """\
Web link,URN,Provision type,Registration Status,Name,Address 1,Address 2,Town,County,Postcode,Government Office Region,Local authority,Sector,Places,Linked education URN,Event type,Inspection date,Event number,Overall effectiveness,Outcomes for children and young people,Quality of care,Safeguarding children and young people,Leadership and management
Ofsted Social Care Provider Webpage,SC900401,Children's home,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,Alderway,Private,6,,Interim inspection,04/03/2016,2900401,Declined in effectiveness,,,,
Ofsted Social Care Provider Webpage,SC900402,Residential special school (registered as a children's home),Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,Alderway,Private,33,,Full inspection,12/04/2015,2900402,Requires improvement,,,Good,Requires Improvement
Ofsted Social Care Provider Webpage,SC900402,Residential special school (registered as a children's home),Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,Alderway,Private,33,,Monitoring inspection,02/02/2016,2900403,,,,,
Ofsted Social Care Provider Webpage,SC900404,Voluntary Adoption Agency,Active,Rowan Adoption,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,Borrowford,Voluntary,,,Full inspection,15/09/2015,,Outstanding,Outstanding,Good,Good,Adequate
Ofsted Social Care Provider Webpage,1900405,Residential Holiday Scheme for Disabled Children,Resigned,Gull Holidays,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,Borrowford,Voluntary,,,Full inspection,05/08/2015,2900405,Good,,,,
""",
        """\
SC900401 childrens_home: standing active, government_region West Midlands, authority Alderway, sector Private, places 6
  settings-2013 interim 2900401 on 2016-03-04: effectiveness declined
SC900402 special_school_as_home: standing active, government_region West Midlands, authority Alderway, sector Private, places 33
  settings-2013 full 2900402 on 2015-04-12: overall requires_improvement, safeguarding good, leadership requires_improvement
SC900402 special_school_as_home: standing active, government_region West Midlands, authority Alderway, sector Private, places 33
  settings-2013 monitoring_visit 2900403 on 2016-02-02: nothing judged
SC900404 voluntary_adoption_agency: standing active, name Rowan Adoption, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, government_region South East, authority Borrowford, sector Voluntary
  settings-2013 full without number on 2015-09-15: overall outstanding, outcomes outstanding, quality_of_care good, safeguarding good, leadership adequate
1900405 residential_holiday_scheme: standing resigned, name Gull Holidays, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, government_region South East, authority Borrowford, sector Voluntary
  settings-2013 full 2900405 on 2015-08-05: overall good
as of 2016-03-31
covers assurance_visit emergency_visit full interim monitoring_visit of settings-2013, 2015-04-01 to 2016-03-31, 4 types
""",
    ),
    Sample(
        "in year 2016-17",
        """\
Web link,URN,Provision type,Registration Status,Address 1,Address 2,Town,County,Postcode,Ofsted Region,Government Office Region,Local authority,Sector,Places,Linked Education URN,Short breaks only,Event type,Inspection date,Event number,Overall effectiveness,Outcomes for children and young people,Quality of care,Safeguarding children and young people,Leadership and management
Ofsted Social Care Provider Webpage,1900501,Secure Training Centre,Active,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,Voluntary,,,NULL,Full inspection,24/06/2016,10900501,Inadequate,Requires improvement,Inadequate,Inadequate,Inadequate
Ofsted Social Care Provider Webpage,SC900502,Children's home,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Private,4,,Long term care only,Interim inspection,02/03/2017,10900502,Sustained effectiveness,,,,
Ofsted Social Care Provider Webpage,SC900503,Children's home,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Private,3,,Short breaks only,Full inspection,31/03/2017,10900503,Good,,,Good,Outstanding
Ofsted Social Care Provider Webpage,SC900504,Children's home,Resigned,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Private,5,,Short breaks and long term care,SC – Emergency inspection,01/04/2016,10900504,Not judged,,,,
Ofsted Social Care Provider Webpage,SC900505,Further Education College with Residential Accommodation,Active,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,Academy,,,NULL,Full inspection,10/11/2016,10900505,Good,Good,Good,Good,Good
""",
        """\
1900501 secure_training_centre: standing active, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Voluntary
  settings-2013 full 10900501 on 2016-06-24: overall inadequate, outcomes requires_improvement, quality_of_care inadequate, safeguarding inadequate, leadership inadequate
SC900502 childrens_home: standing active, ofsted_region West Midlands, government_region West Midlands, authority Alderway, sector Private, places 4, short_breaks False
  settings-2013 interim 10900502 on 2017-03-02: effectiveness sustained
SC900503 childrens_home: standing active, ofsted_region West Midlands, government_region West Midlands, authority Alderway, sector Private, places 3, short_breaks True
  settings-2013 full 10900503 on 2017-03-31: overall good, safeguarding good, leadership outstanding
SC900504 childrens_home: standing resigned, ofsted_region West Midlands, government_region West Midlands, authority Alderway, sector Private, places 5, short_breaks False
  settings-2013 emergency_visit 10900504 on 2016-04-01: nothing judged
SC900505 further_education_college: standing active, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Academy
  settings-2013 full 10900505 on 2016-11-10: overall good, outcomes good, quality_of_care good, safeguarding good, leadership good
as of 2017-03-31
covers assurance_visit emergency_visit full interim monitoring_visit of settings-2013, 2016-04-01 to 2017-03-31, 3 types
""",
    ),
    Sample(
        "in year 2017-18",
        """\
Web link,URN,Linked Education URN,Provision type,Registration Status,Name,Address 1,Address 2,Town,County,Postcode,Ofsted Region,Government Office Region,Local authority,Parliamentary constituency,Sector,Places,Organisation,Event type,Inspection date,Publication date,Event number,Overall effectiveness,Outcomes for children and young people,Quality of care,Safeguarding children and young people,Leadership and management
Ofsted Social Care Provider Webpage,1900601,,Secure Training Centre,Active,Holm Secure Training Centre,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,,Voluntary,,,Full inspection,06/10/2017,21/11/2017,10900601,Inadequate,Requires improvement to be good,Inadequate,Inadequate,Inadequate
Ofsted Social Care Provider Webpage,SC900602,,Children's home,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,,Private,4,Larkspur Care Ltd,Full inspection,24/04/2017,15/05/2017,10900602,Requires improvement to be good,,,Good,Requires improvement to be good
Ofsted Social Care Provider Webpage,SC900602,,Children's home,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,,Private,4,Larkspur Care Ltd,Interim inspection,14/03/2018,10/04/2018,10900603,Declined in effectiveness,,,,
Ofsted Social Care Provider Webpage,1900604,,CAFCASS,Active,Cafcass,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,,Public sector,,,Full inspection,19/02/2018,27/03/2018,10900604,Outstanding,,,,Outstanding
Ofsted Social Care Provider Webpage,SC900605,,Children's home,Resigned,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,,Private,,Tarn House Ltd,Monitoring inspection,28/07/2017,27/07/2017,10900605,Not judged,,,,
""",
        """\
1900601 secure_training_centre: standing active, name Holm Secure Training Centre, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Voluntary
  sccif full 10900601 on 2017-10-06, report 2017-11-21: overall inadequate, help_and_protection inadequate, leadership inadequate
  aside “Requires improvement to be good”: 1900601: the framework of that day makes no such judgement
  aside “Inadequate”: 1900601: the framework of that day makes no such judgement
SC900602 childrens_home: standing active, ofsted_region West Midlands, government_region West Midlands, authority Alderway, sector Private, places 4, owner Larkspur Care Ltd
  sccif full 10900602 on 2017-04-24, report 2017-05-15: overall requires_improvement, help_and_protection good, leadership requires_improvement
SC900602 childrens_home: standing active, ofsted_region West Midlands, government_region West Midlands, authority Alderway, sector Private, places 4, owner Larkspur Care Ltd
  sccif interim 10900603 on 2018-03-14, report 2018-04-10: effectiveness declined
1900604 cafcass: standing active, name Cafcass, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Public sector
  sccif full 10900604 on 2018-02-19, report 2018-03-27: overall outstanding, leadership outstanding
SC900605 childrens_home: standing resigned, ofsted_region West Midlands, government_region West Midlands, authority Alderway, sector Private, owner Tarn House Ltd
  sccif monitoring_visit 10900605 on 2017-07-28: nothing judged
  aside “27/07/2017”: SC900605: the report is dated before the inspection, which began on 2017-07-28
as of 2018-03-31
covers assurance_visit emergency_visit full interim monitoring_visit of sccif, 2017-04-01 to 2018-03-31, 3 types
""",
    ),
    Sample(
        "in year 2019-20",
        """\
Web link,URN,Linked Education URN,Provision type,Registration date,Registration status,Name,Address 1,Address 2,Town,County,Postcode,Ofsted region,Government Office Region,Local authority,Parliamentary constituency,Sector,Places,Organisation which owns the provider,Event type,Inspection date,Publication date,Event number,Overall experiences and progress of children and young people,Outcomes in education and related learning activities,Health services,How well children and young people are helped and protected,The effectiveness of leaders and managers
Ofsted Social Care Provider Webpage,1900701,,Children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,Larkspur Care Ltd,Full inspection,10/09/2019,02/10/2019,10900701,Good,,,Good,Requires improvement to be good
Ofsted Social Care Provider Webpage,1900701,,Children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,Larkspur Care Ltd,Interim inspection,11/02/2020,09/03/2020,10900702,Declined effectiveness,,,,
Ofsted Social Care Provider Webpage,SC900703,,Secure children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,Larkspur Care Ltd,Full inspection,07/01/2020,08/01/2020,10900703,Outstanding,Good,Not judged,Outstanding,Good
Ofsted Social Care Provider Webpage,SC900704,,Children's Home,14/05/1998,Suspended,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,Larkspur Care Ltd,SC – Emergency inspection,10/03/2020,01/05/2020,10900704,,,,,
Ofsted Social Care Provider Webpage,SC900705,,Independent Fostering Agency,01/09/2004,Active,Larkspur Fostering,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,,Voluntary,,Larkspur Care Ltd,Monitoring inspection,03/06/2019,30/07/2019,10900705,Inadequate,,,Inadequate,Inadequate
""",
        """\
1900701 childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
  sccif full 10900701 on 2019-09-10, report 2019-10-02: overall good, help_and_protection good, leadership requires_improvement
1900701 childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
  sccif interim 10900702 on 2020-02-11, report 2020-03-09: effectiveness declined
SC900703 secure_childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
  sccif full 10900703 on 2020-01-07, report 2020-01-08: overall outstanding, education good, help_and_protection outstanding, leadership good
SC900704 childrens_home: standing suspended, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
  sccif emergency_visit 10900704 on 2020-03-10, report 2020-05-01: nothing judged
SC900705 independent_fostering_agency: standing active, registered 2004-09-01, name Larkspur Fostering, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Voluntary, owner Larkspur Care Ltd
  sccif monitoring_visit 10900705 on 2019-06-03, report 2019-07-30: overall inadequate, help_and_protection inadequate, leadership inadequate
as of 2020-03-31
covers emergency_visit full interim monitoring_visit of sccif, 2019-06-01 to 2020-03-31, 3 types
""",
    ),
    Sample(
        "in year 2021-22",
        """\
Web link,URN,Linked Education URN,Provision type,Registration date,Registration status,Name,Address 1,Address 2,Town,County,Postcode,Ofsted region,Government Office Region,Local authority,Parliamentary constituency,Sector,Places,Short-break-only children's home,Organisation which owns the provider,Inspection event type,Inspection date,Inspection publication date,Inspection event number,Inspection overall experiences and progress of children and young people,Inspection outcomes in education and related learning activities,Inspection health services,Inspection how well children and young people are helped and protected,Inspection the effectiveness of leaders and managers
Ofsted Social Care Provider Webpage,1900801,,Children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,0,Larkspur Care Ltd,Full inspection,01/03/2022,25/04/2022,10900801,Outstanding,,,Good,Outstanding
Ofsted Social Care Provider Webpage,1900802,,Children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,Short-break-only children's home,Larkspur Care Ltd,Interim inspection,25/01/2022,01/03/2022,10900802,Sustained effectiveness,,,,
Ofsted Social Care Provider Webpage,1900803,,Children's home,14/05/1998,Suspended,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,0,Larkspur Care Ltd,Monitoring inspection,06/07/2021,04/08/2021,10900803,,,,,
Ofsted Social Care Provider Webpage,SC900804,,Secure children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,0,Larkspur Care Ltd,Full inspection,01/04/2021,20/05/2021,10900804,Good,Outstanding,Requires improvement to be good,Good,Good
Ofsted Social Care Provider Webpage,1900805,,Children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,0,Larkspur Care Ltd,Full inspection,08/02/2022,15/03/2022,10900805,Not judged,,,,
""",
        """\
1900801 childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd, short_breaks False
  sccif full 10900801 on 2022-03-01, report 2022-04-25: overall outstanding, help_and_protection good, leadership outstanding
1900802 childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd, short_breaks True
  sccif interim 10900802 on 2022-01-25, report 2022-03-01: effectiveness sustained
1900803 childrens_home: standing suspended, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd, short_breaks False
  sccif monitoring_visit 10900803 on 2021-07-06, report 2021-08-04: nothing judged
SC900804 secure_childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd, short_breaks False
  sccif full 10900804 on 2021-04-01, report 2021-05-20: overall good, education outstanding, health requires_improvement, help_and_protection good, leadership good
1900805 childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd, short_breaks False
  sccif full 10900805 on 2022-02-08, report 2022-03-15: nothing judged
as of 2022-03-31
covers assurance_visit emergency_visit full interim monitoring_visit of sccif, 2021-04-01 to 2022-03-31, 2 types
""",
    ),
    Sample(
        "at March 2015",
        """\
Web link,URN,Provision type,Reg Status,Setting Name,Address 1,Address 2,Town,County,Postcode,Region,Local authority,Sector,Inspection type,Inspection Date,Inspection ID,Overall effectiveness,Outcomes for children and young people,Quality of care,The safety of children and young people,Leadership and management,Outcomes in education and related learning activities,Linked ED URN,Short breaks only
Ofsted Social Care Provider Webpage,SC901101,Children's Home,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,Alderway,Private,Full inspection,12/11/2014,700111,Good,Good,Good,Adequate,Good,,,Yes
Ofsted Social Care Provider Webpage,SC901102,Independent Fostering agency,Active,Larkspur Fostering,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,Borrowford,Voluntary,Full inspection,10/12/2013,700112,Requires Improvement,Good,Good,Requires Improvement,Good,,,
Ofsted Social Care Provider Webpage,SC901103,Boarding School,Active,Tarn College,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,Borrowford,Voluntary,Full inspection,14/02/2011,,Satisfactory,,,,,,,
Ofsted Social Care Provider Webpage,SC901104,Residential special school (>295 days/year),Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,"North East, Yorkshire and the Humber",Alderway,Private,Full inspection,14/01/2015,700114,Inadequate,Adequate,Inadequate,Inadequate,Inadequate,,,
Ofsted Social Care Provider Webpage,SC901105,Secure children's home,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,Alderway,Local authority,Full inspection,19/06/2014,700115,Outstanding,Outstanding,Outstanding,Good,Outstanding,Outstanding,,
""",
        """\
SC901101 childrens_home: standing active, ofsted_region West Midlands, authority Alderway, sector Private, short_breaks True
  settings-2013 full 700111 on 2014-11-12: overall good, outcomes good, quality_of_care good, safeguarding adequate, leadership good
SC901102 independent_fostering_agency: standing active, name Larkspur Fostering, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, authority Borrowford, sector Voluntary
  settings-2013 full 700112 on 2013-12-10: overall requires_improvement, outcomes good, quality_of_care good, safeguarding requires_improvement, leadership good
SC901103 boarding_school: standing active, name Tarn College, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, authority Borrowford, sector Voluntary
  settings-2013 full without number on 2011-02-14: overall adequate
SC901104 special_school_as_home: standing active, ofsted_region North East, Yorkshire and the Humber, authority Alderway, sector Private
  settings-2013 full 700114 on 2015-01-14: overall inadequate, outcomes adequate, quality_of_care inadequate, safeguarding inadequate, leadership inadequate
SC901105 secure_childrens_home: standing active, ofsted_region West Midlands, authority Alderway, sector Local authority
  settings-2013 full 700115 on 2014-06-19: overall outstanding, outcomes outstanding, quality_of_care outstanding, safeguarding good, leadership outstanding, education outstanding
as of 2015-03-31
register 2015-03-31, not whole
covers latest full of settings-2013, 2011-02-14 to 2015-03-31, 5 types
""",
        file="provider_at_march_2015.csv",
    ),
    Sample(
        "at March 2016",
        """\
Provider information,,,,,,,,,,,,,,,,Latest Full Inspection information,,,,,,,
Web link,URN,Provision type,Registration status,Name,Address 1,Address 2,Town,County,Postcode,Government Office Region,Local authority,Sector,Places,Linked education URN,Short breaks only children's home,Event type,Inspection date,Event number,Overall effectiveness,Outcomes for children and young people,Quality of care,Safeguarding children and young people,Leadership and management
Ofsted Social Care Provider Webpage,SC901201,Children's home,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,Alderway,Private,4,,Yes,Full Inspection,11/11/2015,2901201,Good,,,Good,Requires improvement
Ofsted Social Care Provider Webpage,SC901202,Children's Home,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,Alderway,Private,3,,,Full Inspection,16/12/2015,2901202,Requires Improvement,,,Requires improvement,Inadequate
Ofsted Social Care Provider Webpage,SC901203,Residential Special School,Active,Fernhill School,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,Borrowford,Voluntary,,900998,,Full Inspection,04/11/2014,,Adequate,Adequate,Good,Adequate,Satisfactory
Ofsted Social Care Provider Webpage,1901204,Adoption Support Agency,Active,Rowan Adoption Support,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,Borrowford,Voluntary,,,,Full Inspection,22/03/2012,2901204,Outstanding,Not judged,,Not judged,Not judged
Ofsted Social Care Provider Webpage,SC901205,Secure Training Centre,Active,Holm Secure Training Centre,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,Borrowford,Voluntary,,,,Full Inspection,15/06/2015,2901205,Good,Good,Good,Good,Good
""",
        """\
SC901201 childrens_home: standing active, government_region West Midlands, authority Alderway, sector Private, places 4, short_breaks True
  settings-2013 full 2901201 on 2015-11-11: overall good, safeguarding good, leadership requires_improvement
SC901202 childrens_home: standing active, government_region West Midlands, authority Alderway, sector Private, places 3
  settings-2013 full 2901202 on 2015-12-16: overall requires_improvement, safeguarding requires_improvement, leadership inadequate
SC901203 residential_special_school: standing active, name Fernhill School, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, government_region South East, authority Borrowford, sector Voluntary, linked_urn 900998
  settings-2013 full without number on 2014-11-04: overall adequate, outcomes adequate, quality_of_care good, safeguarding adequate, leadership adequate
1901204 adoption_support_agency: standing active, name Rowan Adoption Support, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, government_region South East, authority Borrowford, sector Voluntary
  settings-2013 full 2901204 on 2012-03-22: overall outstanding
SC901205 secure_training_centre: standing active, name Holm Secure Training Centre, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, government_region South East, authority Borrowford, sector Voluntary
  settings-2013 full 2901205 on 2015-06-15: overall good, outcomes good, quality_of_care good, safeguarding good, leadership good
as of 2016-03-31
register 2016-03-31, not whole
covers latest full of settings-2013, 2012-03-22 to 2016-03-31, 4 types
""",
        file="provider_at_march_2016.csv",
    ),
    Sample(
        "at March 2017",
        """\
Provider information,,,,,,,,,,,,,,,,,,Latest Full Inspection,,,,,,,,,
Web link,URN,Linked education URN,Provision type,Registration status,Name,Address 1,Address 2,Town,County,Postcode,Ofsted Region,Government Office Region,Local authority,Parliamentary constituency,Sector,Places,Short breaks only,Event type,Inspection date,Publication date,Event number,Overall effectiveness,Outcomes for children and young people,Quality of care,Safeguarding children and young people,Leadership and management,
Ofsted Social Care Provider Webpage,1901301,,Secure Training Centre,Active,Holm Secure Training Centre,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,,Voluntary,,,Full inspection,24/06/2016,08/08/2016,10901301,Inadequate,Requires improvement,Inadequate,Inadequate,Inadequate,
Ofsted Social Care Provider Webpage,SC901302,,Children's home,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,Long term care only,Full inspection,14/12/2016,27/01/2017,10901302,Good,,,Good,Good,
Ofsted Social Care Provider Webpage,SC901303,,Children's home,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,2,Short breaks only,Full inspection,29/09/2016,02/11/2016,10901303,Outstanding,,,Good,Outstanding,
Ofsted Social Care Provider Webpage,SC901304,,Residential Family Centre,Active,Willow Centre,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,,Voluntary,,,Full inspection,18/02/2014,20/03/2014,10901304,Adequate,,Adequate,Good,Adequate,
Ofsted Social Care Provider Webpage,SC901305,,Boarding School,Active,Tarn College,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,,Academy,,,Full inspection,05/10/2013,07/11/2013,10901305,Requires Improvement,Good,Good,Good,Requires improvement,
""",
        """\
1901301 secure_training_centre: standing active, name Holm Secure Training Centre, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Voluntary
  settings-2013 full 10901301 on 2016-06-24, report 2016-08-08: overall inadequate, outcomes requires_improvement, quality_of_care inadequate, safeguarding inadequate, leadership inadequate
SC901302 childrens_home: standing active, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, short_breaks False
  settings-2013 full 10901302 on 2016-12-14, report 2017-01-27: overall good, safeguarding good, leadership good
SC901303 childrens_home: standing active, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 2, short_breaks True
  settings-2013 full 10901303 on 2016-09-29, report 2016-11-02: overall outstanding, safeguarding good, leadership outstanding
SC901304 residential_family_centre: standing active, name Willow Centre, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Voluntary
  settings-2013 full 10901304 on 2014-02-18, report 2014-03-20: overall adequate, quality_of_care adequate, safeguarding good, leadership adequate
SC901305 boarding_school: standing active, name Tarn College, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Academy
  settings-2013 full 10901305 on 2013-10-05, report 2013-11-07: overall requires_improvement, outcomes good, quality_of_care good, safeguarding good, leadership requires_improvement
as of 2017-03-31
register 2017-03-31, not whole
covers latest full of settings-2013, 2013-10-05 to 2017-03-31, 4 types
""",
        file="provider_at_march_2017.csv",
    ),
    Sample(
        "at March 2018",
        """\
Provider information,,,,,,,,,,,,,,,,,,Latest Full Inspection,,,,,,,,
Web link,URN,Linked education URN,Provision type,Registration status,Name,Address 1,Address 2,Town,County,Postcode,Ofsted Region,Government Office Region,Local authority,Parliamentary constituency,Sector,Places,Organisation,Event type,Inspection date,Publication date,Event number,Overall effectiveness,Outcomes for children and young people,Quality of care,Safeguarding children and young people,Leadership and management
Ofsted Social Care Provider Webpage,1901401,,Secure Training Centre,Active,Holm Secure Training Centre,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,,Voluntary,,,Full inspection,24/06/2016,08/08/2016,10901401,Inadequate,Requires improvement,Inadequate,Inadequate,Inadequate
Ofsted Social Care Provider Webpage,SC901402,,Children's home,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,,Private,4,Larkspur Care Ltd,Full inspection,31/03/2017,20/04/2017,10901402,Good,,,Good,Good
Ofsted Social Care Provider Webpage,SC901403,,Children's home,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,,Private,3,Larkspur Care Ltd,Full inspection,01/04/2017,20/04/2017,10901403,Requires improvement to be good,,,Good,Requires improvement to be good
Ofsted Social Care Provider Webpage,SC901404,,Children's home,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,,Private,5,Tarn House Ltd,Monitoring inspection,12/09/2017,10/10/2017,10901404,Requires improvement to be good,,,Requires improvement to be good,Inadequate
Ofsted Social Care Provider Webpage,1901405,,CAFCASS,Active,Cafcass,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,,Public sector,,,Full inspection,19/02/2018,27/03/2018,10901405,Outstanding,,,,Outstanding
""",
        """\
1901401 secure_training_centre: standing active, name Holm Secure Training Centre, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Voluntary
  settings-2013 full 10901401 on 2016-06-24, report 2016-08-08: overall inadequate, outcomes requires_improvement, quality_of_care inadequate, safeguarding inadequate, leadership inadequate
SC901402 childrens_home: standing active, ofsted_region West Midlands, government_region West Midlands, authority Alderway, sector Private, places 4, owner Larkspur Care Ltd
  settings-2013 full 10901402 on 2017-03-31, report 2017-04-20: overall good, safeguarding good, leadership good
SC901403 childrens_home: standing active, ofsted_region West Midlands, government_region West Midlands, authority Alderway, sector Private, places 3, owner Larkspur Care Ltd
  sccif full 10901403 on 2017-04-01, report 2017-04-20: overall requires_improvement, help_and_protection good, leadership requires_improvement
SC901404 childrens_home: standing active, ofsted_region West Midlands, government_region West Midlands, authority Alderway, sector Private, places 5, owner Tarn House Ltd
  sccif monitoring_visit 10901404 on 2017-09-12, report 2017-10-10: overall requires_improvement, help_and_protection requires_improvement, leadership inadequate
1901405 cafcass: standing active, name Cafcass, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Public sector
  sccif full 10901405 on 2018-02-19, report 2018-03-27: overall outstanding, leadership outstanding
as of 2018-03-31
register 2018-03-31, not whole
covers latest full of settings-2013, 2016-06-24 to 2017-03-31, 3 types
covers latest full of sccif, 2017-04-01 to 2018-03-31, 3 types
""",
        file="provider_at_march_2018.csv",
    ),
    Sample(
        "at March 2019",
        """\
Provider information,,,,,,,,,,,,,,,,,,,Latest Full Inspection,,,,,,,
Web link,URN,Linked Education URN,Provision type,Registration date,Registration status,Name,Address 1,Address 2,Town,County,Postcode,Ofsted region,Government Office Region,Local authority,Parliamentary constituency,Sector,Places,Organisation which owns the provider,Event type,Inspection date,Publication date,Event number,Overall experiences and progress of children and young people,Outcomes in education and related learning activities,How well children and young people are helped and protected,The effectiveness of leaders and managers
Ofsted Social Care Provider Webpage,SC901501,,Children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,Larkspur Care Ltd,Full inspection,15/05/2018,11/06/2018,10901501,Good,,Good,Good
Ofsted Social Care Provider Webpage,SC901502,,Children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,Larkspur Care Ltd,Full inspection,06/12/2016,20/01/2017,10901502,Requires improvement to be good,,Requires Improvement to be good,Inadequate
Ofsted Social Care Provider Webpage,SC901503,,Secure children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,Larkspur Care Ltd,Full inspection,11/12/2018,22/01/2019,10901503,Outstanding,Good,Outstanding,Outstanding
Ofsted Social Care Provider Webpage,1901504,,Residential Holiday Scheme for Disabled Children,09/08/2013,Active,Gull Holidays,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,,Voluntary,,,Full inspection,20/08/2018,11/09/2018,10901504,Outstanding,,Outstanding,Outstanding
Ofsted Social Care Provider Webpage,SC901505,,Children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,Larkspur Care Ltd,Monitoring inspection,09/10/2018,05/03/2019,10901505,Inadequate,,Inadequate,Inadequate
""",
        """\
SC901501 childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
  sccif full 10901501 on 2018-05-15, report 2018-06-11: overall good, help_and_protection good, leadership good
SC901502 childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
  settings-2013 full 10901502 on 2016-12-06, report 2017-01-20: overall requires_improvement, safeguarding requires_improvement, leadership inadequate
SC901503 secure_childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
  sccif full 10901503 on 2018-12-11, report 2019-01-22: overall outstanding, education good, help_and_protection outstanding, leadership outstanding
1901504 residential_holiday_scheme: standing active, registered 2013-08-09, name Gull Holidays, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Voluntary
  sccif full 10901504 on 2018-08-20, report 2018-09-11: overall outstanding, help_and_protection outstanding, leadership outstanding
SC901505 childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
  sccif monitoring_visit 10901505 on 2018-10-09, report 2019-03-05: overall inadequate, help_and_protection inadequate, leadership inadequate
as of 2019-03-31
register 2019-03-31, not whole
covers latest full of settings-2013, 2016-12-06 to 2017-03-31, 3 types
covers latest full of sccif, 2017-04-01 to 2019-03-31, 3 types
""",
        file="provider_at_march_2019.csv",
    ),
    Sample(
        "at March 2021",
        """\
Provider information,,,,,,,,,,,,,,,,,,,,Latest Full Inspection,,,,,,,,
Web link,URN,Linked Education URN,Provision type,Registration date,Registration status,Name,Address 1,Address 2,Town,County,Postcode,Ofsted region,Government Office Region,Local authority,Parliamentary constituency,Sector,Places,Short-break-only children's home,Organisation which owns the provider,Event type,Inspection date,Publication date,Event number,Overall experiences and progress of children and young people,Outcomes in education and related learning activities,Health services,How well children and young people are helped and protected,The effectiveness of leaders and managers
Ofsted Social Care Provider Webpage,SC901601,,Children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,,Larkspur Care Ltd,Full inspection,21/10/2019,29/11/2019,10901601,Requires improvement to be good,,,Requires improvement to be good,Requires improvement to be good
Ofsted Social Care Provider Webpage,2901602,,Children's home,12/11/2020,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,,Larkspur Care Ltd,,,,,,,,,
Ofsted Social Care Provider Webpage,SC901603,,Voluntary Adoption Agency,12/05/2009,Active,Rowan Adoption,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,,Voluntary,,,Rowan Adoption,Full inspection,14/02/2018,28/03/2018,10901603,Outstanding,,,Good,Outstanding
Ofsted Social Care Provider Webpage,SC901604,,Children's home,14/05/1998,Suspended,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,Short-break-only children's home,Larkspur Care Ltd,Full inspection,07/01/2020,08/01/2020,10901604,Inadequate,,,Inadequate,Inadequate
Ofsted Social Care Provider Webpage,SC901605,,Adoption support agency,06/07/2009,Active,Rowan Adoption Support,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,,Voluntary,,,,Full inspection,25/03/2017,14/05/2017,10901605,Good,,,Good,Good
""",
        """\
SC901601 childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
  sccif full 10901601 on 2019-10-21, report 2019-11-29: overall requires_improvement, help_and_protection requires_improvement, leadership requires_improvement
2901602 childrens_home: standing active, registered 2020-11-12, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
SC901603 voluntary_adoption_agency: standing active, registered 2009-05-12, name Rowan Adoption, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Voluntary, owner Rowan Adoption
  sccif full 10901603 on 2018-02-14, report 2018-03-28: overall outstanding, help_and_protection good, leadership outstanding
SC901604 childrens_home: standing suspended, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd, short_breaks True
  sccif full 10901604 on 2020-01-07, report 2020-01-08: overall inadequate, help_and_protection inadequate, leadership inadequate
SC901605 adoption_support_agency: standing active, registered 2009-07-06, name Rowan Adoption Support, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Voluntary
  settings-2013 full 10901605 on 2017-03-25, report 2017-05-14: overall good, safeguarding good, leadership good
as of 2021-03-31
register 2021-03-31, whole
covers latest full of settings-2013, 2017-03-25 to 2017-03-31, 3 types
covers latest full of sccif, 2017-04-01 to 2021-03-31, 3 types
""",
        file="provider_at_march_2021.csv",
    ),
    Sample(
        "at March 2022",
        """\
Children's social care data in England 2022 - Provider level as at March 2022,,,,,,,,,,,,,,,,,,,,,,,,,,,,
"This worksheet contains one table, this table begins in cell A5. Column A includes a link to the Oftsed Social Care Provider Webpage for each provider, links will open in a new window.",,,,,,,,,,,,,,,,,,,,,,,,,,,,
Some cells in this table are empty. This is in instances where the column refers to data that is not applicable for that provider type.,,,,,,,,,,,,,,,,,,,,,,,,,,,,
,,,,,,,,,,,,,,,,,,,,,,,,,,,,
Web link,URN,Linked Education URN,Provision type,Registration date,Registration status,Name,Address 1,Address 2,Town,County,Postcode,Ofsted region,Government Office Region,Local authority,Parliamentary constituency,Sector,Places,Short-break-only children's home,Organisation which owns the provider,Latest full inspection event type,Latest full inspection date,Latest full inspection publication date,Latest full inspection event number,Latest full inspection overall experiences and progress of children and young people,Latest full inspection outcomes in education and related learning activities,Latest full inspectio health services,Latest full inspection how well children and young people are helped and protected,Latest full inspection the effectiveness of leaders and managers
Ofsted Social Care Provider Webpage,SC901701,,Children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,,Larkspur Care Ltd,Full inspection,01/03/2022,25/04/2022,10901701,Good,,,Good,Requires improvement to be good
Ofsted Social Care Provider Webpage,2901702,,Children's home,02/03/2022,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,,Larkspur Care Ltd,,,,,,,,,
Ofsted Social Care Provider Webpage,SC901703,,Secure children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,,Larkspur Care Ltd,Full inspection,08/02/2022,29/03/2022,10901703,Outstanding,Good,Outstanding,Outstanding,Good
Ofsted Social Care Provider Webpage,SC901704,,Boarding School,13/02/2002,Active,Tarn College — Senior,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,,Voluntary,,,,Full inspection,04/12/2008,29/01/2009,10901704,Outstanding,,,,
Ofsted Social Care Provider Webpage,SC901705,,Children's home,14/05/1998,Suspended,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,,Larkspur Care Ltd,Full inspection,07/06/2021,01/10/2021,10901705,Inadequate,,,Inadequate,Inadequate
""",
        """\
SC901701 childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
  sccif full 10901701 on 2022-03-01, report 2022-04-25: overall good, help_and_protection good, leadership requires_improvement
2901702 childrens_home: standing active, registered 2022-03-02, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
SC901703 secure_childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
  sccif full 10901703 on 2022-02-08, report 2022-03-29: overall outstanding, education good, health outstanding, help_and_protection outstanding, leadership good
SC901704 boarding_school: standing active, registered 2002-02-13, name Tarn College — Senior, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Voluntary
  settings-2013 full 10901704 on 2008-12-04, report 2009-01-29: overall outstanding
SC901705 childrens_home: standing suspended, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
  sccif full 10901705 on 2021-06-07, report 2021-10-01: overall inadequate, help_and_protection inadequate, leadership inadequate
as of 2022-03-31
register 2022-03-31, whole
covers latest full of settings-2013, 2008-12-04 to 2017-03-31, 3 types
covers latest full of sccif, 2017-04-01 to 2022-03-31, 3 types
""",
    ),
    Sample(
        "at March 2023",
        """\
Children's social care data in England 2023 - Provider level as at 31 March 2023,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
"This worksheet contains one table, this table begins in cell A4. Column A includes a link to the Oftsed Social Care Provider Webpage for each provider, links will open in a new window.",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
Some cells in this table are empty. This is in instances where the column refers to data that is not applicable for that provider type.,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
Web link,URN,Linked Education URN,Provision type,Registration date,Registration status,Name,Address 1,Address 2,Town,County,Postcode,Ofsted region,Government Office Region,Local authority,Parliamentary constituency,Sector,Places,Short-break-only children's home,Multi-building children's home,Organisation which owns the provider,Latest full inspection event type,Latest full inspection date,Latest full inspection publication date,Latest full inspection event number,Overall experiences and progress of children and young people,Outcomes in education and related learning activities,Health services,How well children and young people are helped and protected,The effectiveness of leaders and managers,,
Ofsted Social Care Provider Webpage,SC901801,,Children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,Short-break-only children's home,,Larkspur Care Ltd,Full inspection,07/02/2023,21/03/2023,10901801,Outstanding,,,Outstanding,Outstanding,,
Ofsted Social Care Provider Webpage,2901802,,Residential special school (registered as a children's home),14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,20,,,Larkspur Care Ltd,Full inspection,02/11/2022,20/12/2022,10901802,Requires improvement to be good,,,Requires improvement to be good,Inadequate,,
Ofsted Social Care Provider Webpage,2901803,,Children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,,,Larkspur Care Ltd,Monitoring inspection,21/02/2023,19/04/2023,10901803,Good,,,Good,Good,,
Ofsted Social Care Provider Webpage,SC901804,900997,Boarding School,13/02/2002,Active,Tarn College,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,,Voluntary,149,,,,Full inspection,26/06/2019,16/09/2019,10901804,Inadequate,,,Inadequate,Inadequate,,
Ofsted Social Care Provider Webpage,SC901805,,Adoption Support Agency,06/07/2009,Active,Rowan Adoption Support,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,,Voluntary,,,,,Full inspection,02/12/2016,19/01/2017,10901805,Good,,,Good,Good,,
""",
        """\
SC901801 childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd, short_breaks True
  sccif full 10901801 on 2023-02-07, report 2023-03-21: overall outstanding, help_and_protection outstanding, leadership outstanding
2901802 special_school_as_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 20, owner Larkspur Care Ltd
  sccif full 10901802 on 2022-11-02, report 2022-12-20: overall requires_improvement, help_and_protection requires_improvement, leadership inadequate
2901803 childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
  sccif monitoring_visit 10901803 on 2023-02-21, report 2023-04-19: overall good, help_and_protection good, leadership good
SC901804 boarding_school: standing active, registered 2002-02-13, name Tarn College, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Voluntary, places 149, linked_urn 900997
  sccif full 10901804 on 2019-06-26, report 2019-09-16: overall inadequate, help_and_protection inadequate, leadership inadequate
SC901805 adoption_support_agency: standing active, registered 2009-07-06, name Rowan Adoption Support, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Voluntary
  settings-2013 full 10901805 on 2016-12-02, report 2017-01-19: overall good, safeguarding good, leadership good
as of 2023-03-31
register 2023-03-31, not whole
covers latest full of settings-2013, 2016-12-02 to 2017-03-31, 4 types
covers latest full of sccif, 2017-04-01 to 2023-03-31, 4 types
""",
    ),
    Sample(
        "workbook, in year 2022-23",
        """\
Children's social care data in England 2023 - Provider level in year 2022-23,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
"This worksheet contains one table, this table begins in cell A4. Column A includes a link to the Oftsed Social Care Provider Webpage for each provider, links will open in a new window.",,,,,,,,,,,,,,,,,,,,,,,,,,,,,
Some cells in this table are empty. This is in instances where the column refers to data that is not applicable for that provider type or inspection type.,,,,,,,,,,,,,,,,,,,,,,,,,,,,,
Web link,URN,Linked Education URN,Provision type,Registration date,Registration status,Name,Address 1,Address 2,Town,County,Postcode,Ofsted region,Government Office Region,Local authority,Parliamentary constituency,Sector,Places,Short-break-only children's home,Multi-building children's home,Organisation which owns the provider,Inspection event type,Inspection date,Inspection publication date,Inspection event number,Overall experiences and progress of children and young people,Outcomes in education and related learning activities,Health services,How well children and young people are helped and protected,The effectiveness of leaders and managers
Ofsted Social Care Provider Webpage,2901901,,Children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,,,Larkspur Care Ltd,Full inspection,01/04/2022,11/05/2022,10901901,Good,,,Good,Good
Ofsted Social Care Provider Webpage,2901901,,Children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,,,Larkspur Care Ltd,Assurance visit,20/03/2023,28/04/2023,10901902,,,,,
Ofsted Social Care Provider Webpage,2901903,,Children's home,14/05/1998,Resigned,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,,,Larkspur Care Ltd,Monitoring inspection,31/05/2022,08/07/2022,10901903,,,,,
Ofsted Social Care Provider Webpage,2901904,,Children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,,,Larkspur Care Ltd,Emergency inspection,18/10/2022,29/11/2022,10901904,,,,,
Ofsted Social Care Provider Webpage,2901905,,Residential Family Centre,12/07/2021,Active,Willow Centre,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,,Voluntary,,,,,Full inspection,09/11/2022,17/03/2022,10901905,Requires improvement to be good,,,Good,Good
""",
        """\
2901901 childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
  sccif full 10901901 on 2022-04-01, report 2022-05-11: overall good, help_and_protection good, leadership good
2901901 childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
  sccif assurance_visit 10901902 on 2023-03-20, report 2023-04-28: nothing judged
2901903 childrens_home: standing resigned, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
  sccif monitoring_visit 10901903 on 2022-05-31, report 2022-07-08: nothing judged
2901904 childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
  sccif emergency_visit 10901904 on 2022-10-18, report 2022-11-29: nothing judged
2901905 residential_family_centre: standing active, registered 2021-07-12, name Willow Centre, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Voluntary
  sccif full 10901905 on 2022-11-09: overall requires_improvement, help_and_protection good, leadership good
  aside “17/03/2022”: 2901905: the report is dated before the inspection, which began on 2022-11-09
as of 2023-03-31
covers assurance_visit emergency_visit full interim monitoring_visit of sccif, 2022-04-01 to 2023-03-31, 2 types
""",
    ),
    Sample(
        "workbook, providers and places",
        """\
Children's social care data in England 2023 - Providers and places at 31 March 2023,,,,,,,,,,,,,,,,,,,,
"This worksheet contains one table, this table begins in cell A4. Column A includes a link to the Oftsed Social Care Provider Webpage for each provider, links will open in a new window.",,,,,,,,,,,,,,,,,,,,
Some cells in this table are empty. This is in instances where the column refers to data that is not applicable for that provider type or inspection type.,,,,,,,,,,,,,,,,,,,,
Web link,URN,Linked education URN,Provision type,Registration date,Registration status,Name,Address 1,Address 2,Town,County,Postcode,Ofsted Region,Government Office Region,Local authority,Parliamentary constituency,Sector,Places,Short-break-only children's home,Multi-building children's home,Organisation name
Ofsted Social Care Provider Webpage,2902001,,Children's home,08/01/2021,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,4,,,Larkspur Care Ltd
Ofsted Social Care Provider Webpage,2902002,,Children's home,14/05/1998,Suspended,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,2,,,Larkspur Care Ltd
Ofsted Social Care Provider Webpage,2902003,,Further Education College with Residential Accommodation,02/06/2021,Active,Gorse College,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,,Voluntary,60,,,
Ofsted Social Care Provider Webpage,SC902004,,Secure children's home,14/05/1998,Active,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,REDACTED,West Midlands,West Midlands,Alderway,Alderway North,Private,16,,,Alderway Council
Ofsted Social Care Provider Webpage,SC902005,,Independent Fostering Agency,13/01/2004,Active,Larkspur Fostering,1 Mill Lane, ,Borrowford,,ZZ1 1ZZ,South East,South East,Borrowford,,Voluntary,,,,Larkspur Care Ltd
""",
        """\
2902001 childrens_home: standing active, registered 2021-01-08, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4, owner Larkspur Care Ltd
2902002 childrens_home: standing suspended, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 2, owner Larkspur Care Ltd
2902003 further_education_college: standing active, registered 2021-06-02, name Gorse College, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Voluntary, places 60
SC902004 secure_childrens_home: standing active, registered 1998-05-14, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 16, owner Alderway Council
SC902005 independent_fostering_agency: standing active, registered 2004-01-13, name Larkspur Fostering, street 1 Mill Lane, town Borrowford, postcode ZZ1 1ZZ, ofsted_region South East, government_region South East, authority Borrowford, sector Voluntary, owner Larkspur Care Ltd
as of 2023-03-31
register 2023-03-31, whole
""",
    ),
    Sample(
        "workbook, leavers and joiners",
        """\
Children's social care data in England 2023 - Leavers and Joiners at 31 March 2023,,,,,,,,,,,,,,,,,,,,
This worksheet contains one table which begins in cell A4.,,,,,,,,,,,,,,,,,,,,
Some cells in this table are empty because data was not provided to Ofsted. ,,,,,,,,,,,,,,,,,,,,
URN,Provision type,Ofsted Region,Government Office Region,Local authority,Parliamentary constituency,Sector,Places,Short-break-only children's home,First effective date (that the provider became active),First effective date (that the provider became resigned),First effective date (that the provider closed),First effective date (that the provider became cancelled),Joiner status,Leaver status,Registration status (as at 1 April 2022),Registration status (as at 31 March 2023),Inspectorate (as at 1 April 2022),Inspectorate (as at 31 March 2023),Name,Reason
2902101,Children's home,West Midlands,West Midlands,Alderway,Alderway North,Private,4,,24/08/2015,23/03/2023,23/03/2023,,,Leaver,Active,Resigned,,,REDACTED,"In previous year, not in current dataset (closed date in Year)"
SC902102,Children's home,West Midlands,West Midlands,Alderway,Alderway North,Private,4,,21/10/2003,,01/09/2022,,,Leaver,Suspended,Closed,,,REDACTED,"In previous year, not in current dataset (closed date in Year)"
2902103,Children's home,West Midlands,West Midlands,Alderway,Alderway North,Private,4,,09/06/2021,,,28/06/2022,,Leaver,Active,Cancelled,,,REDACTED,"In previous year, not in current dataset (closed date in Year)"
2902104,Children's home,West Midlands,West Midlands,Alderway,Alderway North,Private,4,,28/06/2022,,,,Joiner,,,Active,,,REDACTED,"In current dataset as active, not in previous year"
SC902105,Boarding School,West Midlands,West Midlands,Alderway,Alderway North,Private,120,,13/02/2002,,,,Joiner,,,Active,ISI,Ofsted,Tarn College,"In current dataset as active, not in previous year (moved from ISI)"
""",
        """\
2902101 childrens_home: standing resigned, registered 2015-08-24, left 2023-03-23, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4
SC902102 childrens_home: standing closed, registered 2003-10-21, left 2022-09-01, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4
2902103 childrens_home: standing cancelled, registered 2021-06-09, left 2022-06-28, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4
2902104 childrens_home: standing active, registered 2022-06-28, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 4
SC902105 boarding_school: standing active, registered 2002-02-13, name Tarn College, ofsted_region West Midlands, government_region West Midlands, authority Alderway, constituency Alderway North, sector Private, places 120
as of 2023-03-31
""",
    ),
]


def _id(sample: Sample) -> str:
    return sample.layout


@pytest.mark.parametrize("sample", SAMPLES, ids=_id)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_what_a_layout_says(sample: Sample, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / sample.file
    path.write_text(sample.table, encoding=encoding, newline="")
    assert told(read_file(path)) == sample.said.splitlines()


def _typed(text: str) -> Any:
    """A cell as a spreadsheet program holds it: numbers as numbers, days as days."""
    if re.fullmatch(r"\d{1,9}", text):
        return float(text)
    found = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", text)
    return date(int(found[3]), int(found[2]), int(found[1])) if found else text


@pytest.mark.parametrize("sample", SAMPLES, ids=_id)
def test_a_workbook_with_numbers_and_days_says_the_same(sample: Sample, tmp_path: Path) -> None:
    grid = [[_typed(cell) for cell in row] for row in csv.reader(sample.table.splitlines())]
    path = write_xlsx((tmp_path / sample.file).with_suffix(".xlsx"), {"Sheet1": grid})
    said = re.sub(r"(\d\d)/(\d\d)/(\d{4})", r"\3-\2-\1", sample.said)
    assert told(read_file(path)) == said.splitlines()


@pytest.mark.parametrize("sample", SAMPLES, ids=_id)
def test_the_order_of_columns_does_not_matter(sample: Sample, tmp_path: Path) -> None:
    rows = list(csv.reader(sample.table.splitlines()))
    with (tmp_path / sample.file).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(row[::-1] for row in rows)
    turned = told(read_file(tmp_path / sample.file))
    assert sorted(map(_sorted, turned)) == sorted(map(_sorted, sample.said.splitlines()))


def _sorted(line: str) -> list[str]:
    """The parts of a line in an order of their own: judgements stand in the order of their columns."""
    return sorted(re.split(r"[,:] ", line))
